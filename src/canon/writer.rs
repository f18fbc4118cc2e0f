//! The serializer that writes canonical bytes.

use std::fmt::{Display, Write as _};

use serde::ser::{self, Serialize};

use super::CanonError;

/// Tags; part of every hash ever made, so none may change.
mod tag {
    pub(super) const FALSE: u8 = b'f';
    pub(super) const TRUE: u8 = b't';
    pub(super) const UNSIGNED: u8 = b'u';
    pub(super) const SIGNED: u8 = b'i';
    pub(super) const TEXT: u8 = b's';
    pub(super) const BYTES: u8 = b'b';
    pub(super) const NONE: u8 = b'-';
    pub(super) const SOME: u8 = b'+';
    pub(super) const UNIT: u8 = b'.';
    pub(super) const SEQUENCE: u8 = b'[';
    pub(super) const TUPLE: u8 = b'(';
    pub(super) const MAP: u8 = b'{';
    pub(super) const STRUCT: u8 = b'<';
    pub(super) const VARIANT: u8 = b'|';
    pub(super) const ABSENT: u8 = b'_';
    pub(super) const END: u8 = b';';
}

/// Writes to a buffer; with `IDENTITY` without what formatting changes.
pub(super) struct Writer<'a, const IDENTITY: bool> {
    bytes: &'a mut Vec<u8>,
}

impl<'a, const IDENTITY: bool> Writer<'a, IDENTITY> {
    pub(super) fn new(bytes: &'a mut Vec<u8>) -> Self {
        Self { bytes }
    }

    /// Whether a type of this name stays out.
    fn skips(name: &str) -> bool {
        IDENTITY && matches!(name, "Span" | "LineIndex" | "Language")
    }

    fn tag(&mut self, tag: u8) {
        self.bytes.push(tag);
    }

    fn base128(&mut self, mut number: u128) {
        while number >= 0x80 {
            self.bytes.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.bytes.push(number.to_le_bytes()[0]);
    }

    /// The same bytes as [`Self::base128`], without the wide arithmetic.
    fn short(&mut self, tag: u8, mut number: u64) -> Result<(), CanonError> {
        self.tag(tag);
        while number >= 0x80 {
            self.bytes.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.bytes.push(number.to_le_bytes()[0]);
        Ok(())
    }

    fn prefixed(&mut self, tag: u8, bytes: &[u8]) -> Result<(), CanonError> {
        let length = u32::try_from(bytes.len()).map_err(|_| CanonError::TooLong)?;
        self.tag(tag);
        self.bytes.extend_from_slice(&length.to_le_bytes());
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }

    fn variant(&mut self, name: &'static str) -> Result<(), CanonError> {
        self.prefixed(tag::VARIANT, name.as_bytes())
    }

    fn open(&mut self, tag: u8) -> Items<'_, 'a, IDENTITY> {
        self.tag(tag);
        Items { writer: self, muted: false }
    }
}

/// What stands between a tag and its end mark.
pub(super) struct Items<'w, 'a, const IDENTITY: bool> {
    writer: &'w mut Writer<'a, IDENTITY>,
    /// The type stays out: nothing is written.
    muted: bool,
}

impl<const IDENTITY: bool> Items<'_, '_, IDENTITY> {
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CanonError> {
        if self.muted { Ok(()) } else { value.serialize(&mut *self.writer) }
    }

    fn absent(&mut self) {
        if !self.muted {
            self.writer.tag(tag::ABSENT);
        }
    }

    fn close(self) -> Result<(), CanonError> {
        if !self.muted {
            self.writer.tag(tag::END);
        }
        Ok(())
    }
}

/// Text of unknown length, written behind its length once that is known.
struct Collected<'w>(&'w mut Vec<u8>);

impl std::fmt::Write for Collected<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

impl<'w, 'a, const IDENTITY: bool> ser::Serializer for &'w mut Writer<'a, IDENTITY> {
    type Ok = ();
    type Error = CanonError;
    type SerializeSeq = Items<'w, 'a, IDENTITY>;
    type SerializeTuple = Items<'w, 'a, IDENTITY>;
    type SerializeTupleStruct = Items<'w, 'a, IDENTITY>;
    type SerializeTupleVariant = Items<'w, 'a, IDENTITY>;
    type SerializeMap = Items<'w, 'a, IDENTITY>;
    type SerializeStruct = Items<'w, 'a, IDENTITY>;
    type SerializeStructVariant = Items<'w, 'a, IDENTITY>;

    fn is_human_readable(&self) -> bool {
        false
    }

    fn serialize_bool(self, value: bool) -> Result<(), CanonError> {
        self.tag(if value { tag::TRUE } else { tag::FALSE });
        Ok(())
    }

    fn serialize_i8(self, value: i8) -> Result<(), CanonError> {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<(), CanonError> {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<(), CanonError> {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Result<(), CanonError> {
        // Zigzag: small numbers of either sign stay short.
        self.short(tag::SIGNED, ((value << 1) ^ (value >> 63)).cast_unsigned())
    }

    fn serialize_i128(self, value: i128) -> Result<(), CanonError> {
        self.tag(tag::SIGNED);
        self.base128(((value << 1) ^ (value >> 127)).cast_unsigned());
        Ok(())
    }

    fn serialize_u8(self, value: u8) -> Result<(), CanonError> {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<(), CanonError> {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<(), CanonError> {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Result<(), CanonError> {
        self.short(tag::UNSIGNED, value)
    }

    fn serialize_u128(self, value: u128) -> Result<(), CanonError> {
        self.tag(tag::UNSIGNED);
        self.base128(value);
        Ok(())
    }

    fn serialize_f32(self, _: f32) -> Result<(), CanonError> {
        Err(CanonError::Float)
    }

    fn serialize_f64(self, _: f64) -> Result<(), CanonError> {
        Err(CanonError::Float)
    }

    fn serialize_char(self, value: char) -> Result<(), CanonError> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), CanonError> {
        self.prefixed(tag::TEXT, value.as_bytes())
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), CanonError> {
        self.tag(tag::TEXT);
        let at = self.bytes.len();
        self.bytes.extend_from_slice(&[0; 4]);
        write!(Collected(self.bytes), "{value}")?;
        let length = self.bytes.len() - at - 4;
        let length = u32::try_from(length).map_err(|_| CanonError::TooLong)?;
        if let Some(prefix) = self.bytes.get_mut(at..at + 4) {
            prefix.copy_from_slice(&length.to_le_bytes());
        }
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), CanonError> {
        self.prefixed(tag::BYTES, value)
    }

    fn serialize_none(self) -> Result<(), CanonError> {
        self.tag(tag::NONE);
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), CanonError> {
        self.tag(tag::SOME);
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), CanonError> {
        self.tag(tag::UNIT);
        Ok(())
    }

    fn serialize_unit_struct(self, name: &'static str) -> Result<(), CanonError> {
        if Writer::<IDENTITY>::skips(name) { Ok(()) } else { self.serialize_unit() }
    }

    fn serialize_unit_variant(
        self,
        name: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), CanonError> {
        if Writer::<IDENTITY>::skips(name) {
            return Ok(());
        }
        self.variant(variant)?;
        self.serialize_unit()
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), CanonError> {
        if Writer::<IDENTITY>::skips(name) { Ok(()) } else { value.serialize(self) }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), CanonError> {
        if Writer::<IDENTITY>::skips(name) {
            return Ok(());
        }
        self.variant(variant)?;
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, CanonError> {
        Ok(self.open(tag::SEQUENCE))
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, CanonError> {
        Ok(self.open(tag::TUPLE))
    }

    fn serialize_tuple_struct(
        self,
        name: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, CanonError> {
        self.serialize_struct(name, 0)
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, CanonError> {
        self.serialize_struct_variant(name, 0, variant, 0)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, CanonError> {
        Ok(self.open(tag::MAP))
    }

    fn serialize_struct(
        self,
        name: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStruct, CanonError> {
        if Writer::<IDENTITY>::skips(name) {
            return Ok(Items { writer: self, muted: true });
        }
        Ok(self.open(tag::STRUCT))
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, CanonError> {
        if Writer::<IDENTITY>::skips(name) {
            return Ok(Items { writer: self, muted: true });
        }
        self.variant(variant)?;
        Ok(self.open(tag::STRUCT))
    }
}

/// Implements the compound traits whose items have no names.
macro_rules! positional {
    ($($compound:ident :: $method:ident),+) => {$(
        impl<const IDENTITY: bool> ser::$compound for Items<'_, '_, IDENTITY> {
            type Ok = ();
            type Error = CanonError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CanonError> {
                self.item(value)
            }

            fn end(self) -> Result<(), CanonError> {
                self.close()
            }
        }
    )+};
}

positional!(
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field
);

/// Implements the compound traits whose items have names, which are not written.
macro_rules! named {
    ($($compound:ident),+) => {$(
        impl<const IDENTITY: bool> ser::$compound for Items<'_, '_, IDENTITY> {
            type Ok = ();
            type Error = CanonError;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                _: &'static str,
                value: &T,
            ) -> Result<(), CanonError> {
                self.item(value)
            }

            fn skip_field(&mut self, _: &'static str) -> Result<(), CanonError> {
                self.absent();
                Ok(())
            }

            fn end(self) -> Result<(), CanonError> {
                self.close()
            }
        }
    )+};
}

named!(SerializeStruct, SerializeStructVariant);

impl<const IDENTITY: bool> ser::SerializeMap for Items<'_, '_, IDENTITY> {
    type Ok = ();
    type Error = CanonError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), CanonError> {
        self.item(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CanonError> {
        self.item(value)
    }

    fn end(self) -> Result<(), CanonError> {
        self.close()
    }
}
