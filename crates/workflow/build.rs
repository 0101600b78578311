//! Builds the crate anew when a definition is added, changed or taken away.

fn main() {
    println!("cargo::rerun-if-changed=../../workflows/law");
}
