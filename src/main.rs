//! The program: hands its arguments to the library and leaves with its exit code.

use std::process::ExitCode;

#[cfg(unix)]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    huibian::cli::run(std::env::args_os())
}
