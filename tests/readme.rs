//! What the README shows of the command is what the command says.
#![cfg(feature = "cli")]
#![allow(clippy::expect_used, reason = "a test may stop at what it does not expect")]

use std::process::Command;

const README: &str = include_str!("../README.md");

/// Every `$ draaiboek …` in a console block, with the lines that follow it.
fn shown() -> Vec<(Vec<&'static str>, String)> {
    let blocks = README.split("```console\n$ draaiboek ").skip(1);
    let block = |block: &'static str| {
        let (text, _) = block.split_once("```").expect("the block ends");
        let (command, output) = text.split_once('\n').expect("the command ends");
        (command.split(' ').collect(), output.to_owned())
    };
    blocks.map(block).collect()
}

fn run(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_draaiboek"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("runs");
    String::from_utf8([output.stdout, output.stderr].concat()).expect("text")
}

#[test]
fn console_blocks_show_the_real_output() {
    let shown = shown();
    assert!(!shown.is_empty());
    for (command, output) in shown {
        let real = run(&command);
        assert_eq!(real.trim_end(), output.trim_end(), "draaiboek {}", command.join(" "));
    }
}

#[test]
fn the_run_command_names_files_that_are_there() {
    let (_, after) = README.split_once("<!-- run -->\n```sh\n").expect("the run command");
    let (command, _) = after.split_once('\n').expect("a line");
    let (_, arguments) = command.split_once(" -- ").expect("arguments");
    let timeline = run(&arguments.split(' ').collect::<Vec<_>>());
    assert!(timeline.contains("casus gesloten"), "{timeline}");
}
