//! The program `fuyi`.

use std::process::ExitCode;

fn main() -> ExitCode {
    fuyi::run(std::env::args_os())
}
