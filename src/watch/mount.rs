//! Which file systems say nothing: others write to them, and this system does not hear of it.
//!
//! Never decides what follows from it.
//! Start at [`is_silent`].

use std::path::Path;

/// The file systems that a network or another system writes to, by the numbers that Linux gives them.
#[cfg(target_os = "linux")]
const SILENT: [(u32, &str); 18] = [
    (0x0000_6969, "nfs"),
    (0x0000_517B, "smb"),
    (0xFF53_4D42, "cifs"),
    (0xFE53_4D42, "smb2"),
    (0x0102_1997, "9p"),
    (0x6573_5546, "fuse"),
    (0x5346_414F, "afs"),
    (0x6B41_4653, "kafs"),
    (0x00C3_6400, "ceph"),
    (0x786F_4256, "vboxsf"),
    (0xBACB_ACBC, "vmhgfs"),
    (0x0000_564C, "ncp"),
    (0x7375_7245, "coda"),
    (0x0BD0_0BD0, "lustre"),
    (0x4750_4653, "gpfs"),
    (0x7461_636F, "ocfs2"),
    (0x0116_1970, "gfs2"),
    (0x1983_0326, "beegfs"),
];

/// Whether changes of what lies here, or will, may go unheard.
#[cfg(target_os = "linux")]
pub(super) fn is_silent(path: &Path) -> bool {
    let there = path.ancestors().find(|path| path.exists());
    let kind = there.and_then(|path| rustix::fs::statfs(path).ok()).map(|data| data.f_type as u32);
    kind.is_some_and(|kind| SILENT.iter().any(|(silent, _)| *silent == kind))
}

/// Whether changes of what lies here, or will, may go unheard.
#[cfg(not(target_os = "linux"))]
pub(super) fn is_silent(_path: &Path) -> bool {
    false
}
