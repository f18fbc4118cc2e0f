//! A ledger on the wire: its first turn and its records. Reading replays them.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Ledger, Record, Turn};

#[derive(Serialize)]
#[serde(rename = "Ledger")]
struct Written<'a> {
    first: &'a Turn,
    records: &'a [Record],
}

#[derive(Deserialize)]
#[serde(rename = "Ledger", deny_unknown_fields)]
struct Read {
    first: Turn,
    records: Vec<Record>,
}

impl Serialize for Ledger {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let all = self.all();
        Written { first: all.first, records: all.records }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Ledger {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Read { first, records } = Read::deserialize(deserializer)?;
        let mut ledger = Self::begin(first).map_err(serde::de::Error::custom)?;
        for (position, record) in records.into_iter().enumerate() {
            let by = record.by();
            if let Err(fault) = ledger.append(record) {
                let text = format!("record {position}, of entry {}: {fault}", by.seq);
                return Err(serde::de::Error::custom(text));
            }
        }
        Ok(ledger)
    }
}
