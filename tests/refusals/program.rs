//! Bad input to the program itself: TOML that is none, settings that cannot be.

use crate::support::program::{copy, run, said};

#[test]
fn malformed_toml_in_the_definitions_is_named_by_file_line_and_column() {
    let folder = tempfile::tempdir().unwrap();
    let law = folder.path().join("law/arl/2024-01-01");
    std::fs::create_dir_all(&law).unwrap();
    std::fs::write(
        law.join("stages.toml"),
        "[[stage]]\nid = \"received\"\nlabel = 收件\n",
    )
    .unwrap();
    let output = run(&["workflow", "check", folder.path().to_str().unwrap()]);
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("stages.toml:3:"), "{said}");
}

#[test]
fn an_unknown_word_in_the_definitions_is_named_with_what_was_meant() {
    let from = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../workflows");
    let folder = tempfile::tempdir().unwrap();
    copy(&from, folder.path());
    let moves = folder.path().join("law/arl/2024-01-01/moves.toml");
    let text = std::fs::read_to_string(&moves).unwrap();
    let (sound, line) = (
        "requires = [\"correction_runs\"]",
        text.lines()
            .position(|line| line.contains("correction_runs")),
    );
    std::fs::write(
        &moves,
        text.replacen(sound, "requires = [\"correction_run\"]", 1),
    )
    .unwrap();
    let output = run(&["workflow", "check", folder.path().to_str().unwrap()]);
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains(&format!("moves.toml:{}:", line.unwrap() + 1)),
        "{said}"
    );
    assert!(
        said.contains("correction_runs"),
        "it says what was meant: {said}"
    );
}

#[test]
fn malformed_settings_stop_the_program_before_it_touches_anything() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("fuyi.toml");
    std::fs::write(&file, "listen = \"127.0.0.1:0\"\ndatabase = \n").unwrap();
    let output = run(&["serve", "--config", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(
        said(&output).contains("fuyi.toml") && said(&output).contains('2'),
        "{}",
        said(&output)
    );
    std::fs::write(&file, "lisen = \"127.0.0.1:0\"\n").unwrap();
    let output = run(&["serve", "--config", file.to_str().unwrap()]);
    assert!(!output.status.success());
    assert!(
        said(&output).contains("listen"),
        "it says what was meant: {}",
        said(&output)
    );
}
