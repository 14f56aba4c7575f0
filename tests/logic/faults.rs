//! Every call that `store` makes to the file system fails once, and for good, with every kind of error. Whatever fails,
//! what stands on the disk is wholly the old or wholly the new, and trying again does it.

#![cfg(all(unix, debug_assertions))]

use hicm::app::Problem;
use hicm::format;
use hicm::model::{Assessment, Framework, FrameworkId};
use hicm::store::faults::{Call, Fault, during};
use hicm::store::{self, Cause, Frameworks, OpenNote, Replace, Stamp, StoreError};
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

const KINDS: [ErrorKind; 6] = [
    ErrorKind::StorageFull,
    ErrorKind::PermissionDenied,
    ErrorKind::Interrupted,
    ErrorKind::HostUnreachable,
    ErrorKind::StaleNetworkFileHandle,
    ErrorKind::Other,
];

/// Something that is done to files.
struct Deed {
    name: &'static str,
    /// What is there before.
    prepare: fn(&Path),
    work: fn(&Path) -> Result<(), StoreError>,
    /// Which paths an error may name.
    told: &'static [&'static str],
    /// Whether it goes well when nothing fails.
    goes: bool,
    /// Whether the file may be the new one although an error is told: it could not be read back.
    reads_back: bool,
}

/// What stands in a folder: links with where they lead, files with permissions and bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Thing {
    Folder,
    Link(PathBuf),
    File(u32, Vec<u8>),
}

fn things(folder: &Path) -> BTreeMap<PathBuf, Thing> {
    fn collect(root: &Path, folder: &Path, into: &mut BTreeMap<PathBuf, Thing>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let about = fs::symlink_metadata(&path).unwrap();
            let thing = if about.is_symlink() {
                Thing::Link(fs::read_link(&path).unwrap())
            } else if about.is_dir() {
                collect(root, &path, into);
                Thing::Folder
            } else {
                Thing::File(about.permissions().mode() & 0o777, fs::read(&path).unwrap())
            };
            into.insert(path.strip_prefix(root).unwrap().to_owned(), thing);
        }
    }
    let mut all = BTreeMap::new();
    collect(folder, folder, &mut all);
    all
}

/// Read once: it is asked for thousands of times.
static SAMPLE: LazyLock<Assessment> = LazyLock::new(|| {
    let sample = store::sample_assessment().unwrap();
    Assessment { rows: sample.rows[..2].to_vec(), notes: Vec::new(), ..sample }
});

fn sample(by: &str) -> Assessment {
    Assessment { prepared_by: by.to_owned(), ..SAMPLE.clone() }
}

fn text(by: &str) -> String {
    format::write(&sample(by)).unwrap()
}

fn own_framework() -> Framework {
    let sample = sample("");
    let mut framework = Framework::clone(Frameworks::bundled().get(&sample.framework).unwrap());
    framework.id = FrameworkId::new("our-own").unwrap();
    framework
}

fn nothing(_: &Path) {}

fn old_file(folder: &Path) {
    let path = folder.join("a.ron");
    fs::write(&path, text("Old")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
}

fn old_behind_links(folder: &Path) {
    fs::create_dir(folder.join("deep")).unwrap();
    fs::write(folder.join("deep/real.ron"), text("Old")).unwrap();
    symlink("real.ron", folder.join("deep/second.ron")).unwrap();
    symlink("deep/second.ron", folder.join("a.ron")).unwrap();
}

fn read_only(folder: &Path) {
    old_file(folder);
    fs::set_permissions(folder.join("a.ron"), fs::Permissions::from_mode(0o444)).unwrap();
}

fn save_over(folder: &Path) -> Result<(), StoreError> {
    let stamp = Stamp::of(text("Old").as_bytes());
    store::save_assessment(&folder.join("a.ron"), &sample("New"), Some(&stamp)).map(drop)
}

fn open(folder: &Path) -> Result<(), StoreError> {
    store::open_assessment(&folder.join("a.ron"), &Frameworks::bundled()).map(drop)
}

const DEEDS: [Deed; 17] = [
    Deed {
        name: "a new file is saved",
        prepare: nothing,
        work: |folder| store::save_assessment(&folder.join("a.ron"), &sample("New"), None).map(drop),
        told: &["a.ron"],
        goes: true,
        reads_back: false,
    },
    Deed {
        name: "an old file is saved over",
        prepare: old_file,
        work: save_over,
        told: &["a.ron"],
        goes: true,
        reads_back: false,
    },
    Deed {
        name: "an old file is replaced whatever it is",
        prepare: old_file,
        work: |folder| store::save_assessment(&folder.join("a.ron"), &sample("New"), Replace::Always).map(drop),
        told: &["a.ron"],
        goes: true,
        reads_back: false,
    },
    Deed {
        name: "a file behind two links is saved over",
        prepare: old_behind_links,
        work: save_over,
        told: &["a.ron"],
        goes: true,
        reads_back: false,
    },
    Deed {
        name: "a file behind links is replaced whatever it is",
        prepare: old_behind_links,
        work: |folder| store::save_assessment(&folder.join("a.ron"), &sample("New"), Replace::Always).map(drop),
        told: &["a.ron"],
        goes: true,
        reads_back: false,
    },
    Deed {
        name: "a read-only file is refused",
        prepare: read_only,
        work: save_over,
        told: &["a.ron"],
        goes: false,
        reads_back: false,
    },
    Deed { name: "a file is opened", prepare: old_file, work: open, told: &["a.ron"], goes: true, reads_back: false },
    Deed {
        name: "a file with a framework beside it is opened",
        prepare: |folder| {
            let framework = own_framework();
            let own = Assessment { framework: framework.id.clone(), ..sample("Old") };
            fs::write(folder.join("a.ron"), format::write(&own).unwrap()).unwrap();
            fs::create_dir(folder.join("frameworks")).unwrap();
            fs::write(folder.join("frameworks/x.ron"), format::write_framework(&framework).unwrap()).unwrap();
        },
        work: open,
        told: &["a.ron"],
        goes: true,
        reads_back: false,
    },
    Deed {
        name: "a folder is opened",
        prepare: old_file,
        work: |folder| {
            let path = store::assessment_in(folder)?;
            store::open_assessment(&path, &Frameworks::bundled()).map(drop)
        },
        told: &["a.ron", ""],
        goes: true,
        reads_back: false,
    },
    Deed {
        name: "a new file is exported",
        prepare: nothing,
        work: |folder| {
            let path = folder.join("out/a.html");
            store::make_folder(&folder.join("out"))?;
            assert!(!store::holds_other(&path, b"new page")?);
            store::write_and_read_back(&path, b"new page", Replace::IfAbsent).map(drop)
        },
        told: &["out", "out/a.html"],
        goes: true,
        reads_back: true,
    },
    Deed {
        name: "an exported file is replaced",
        prepare: |folder| fs::write(folder.join("a.html"), "old page").unwrap(),
        work: |folder| {
            let path = folder.join("a.html");
            store::holds_other(&path, b"new page")?;
            store::write_and_read_back(&path, b"new page", Replace::Always).map(drop)
        },
        told: &["a.html"],
        goes: true,
        reads_back: true,
    },
    Deed {
        name: "settings are kept",
        prepare: |folder| {
            fs::create_dir(folder.join("config")).unwrap();
            fs::write(folder.join("config/settings.ron"), "(zoom: 1)").unwrap();
        },
        work: |folder| {
            let file = folder.join("config/settings.ron");
            store::read_settings(&file)?;
            store::write_settings(&file, "(zoom: 2)").map(drop)
        },
        told: &["config", "config/settings.ron"],
        goes: true,
        reads_back: false,
    },
    Deed {
        name: "a framework is added",
        prepare: |folder| {
            fs::write(folder.join("own.ron"), format::write_framework(&own_framework()).unwrap()).unwrap();
        },
        work: |folder| {
            let mut known = Frameworks::bundled();
            known.install_into(&folder.join("own.ron"), &folder.join("data/frameworks")).map(drop)
        },
        told: &["own.ron", "data/frameworks", "data/frameworks/our-own.ron"],
        goes: true,
        reads_back: false,
    },
    Deed {
        name: "others are told that a file is open",
        prepare: old_file,
        work: |folder| {
            let file = folder.join("a.ron");
            let _ = store::open_notes(&file);
            store::write_open_note(&file, &open_note("Anna"))
        },
        // A look at the file that fails is as good as none of it.
        told: &["a.ron", ".versions/a", ".versions/a/00000000000000a1.open"],
        goes: true,
        reads_back: false,
    },
    Deed {
        name: "a note that a file is open is taken away",
        prepare: |folder| {
            old_file(folder);
            fs::create_dir_all(folder.join(".versions/a")).unwrap();
            fs::write(folder.join(".versions/a/0001.ron"), "x").unwrap();
            store::write_open_note(&folder.join("a.ron"), &open_note("Anna")).unwrap();
        },
        work: |folder| {
            store::remove_open_note(&folder.join("a.ron"), "00000000000000a1");
            Ok(())
        },
        told: &[],
        goes: true,
        reads_back: false,
    },
    Deed {
        name: "a merged copy is put away",
        prepare: |folder| {
            old_file(folder);
            fs::write(folder.join("a (1).ron"), "theirs").unwrap();
        },
        work: |folder| {
            if folder.join(".versions/a/copy a (1).ron").exists() {
                return Ok(());
            }
            store::put_away(&folder.join("a (1).ron"), &folder.join("a.ron"), &Stamp::of(b"theirs")).map(drop)
        },
        told: &["a (1).ron", ".versions/a", ".versions/a/copy a (1).ron"],
        goes: true,
        reads_back: false,
    },
    Deed {
        name: "what a killed save left is swept away",
        prepare: |folder| {
            old_file(folder);
            fs::write(folder.join(".hicm-killed.tmp"), "half").unwrap();
            fs::write(folder.join("other.tmp"), "not ours").unwrap();
        },
        work: |folder| {
            let far = chrono::NaiveDate::from_ymd_opt(2100, 1, 1).unwrap().and_hms_opt(0, 0, 0).unwrap();
            store::sweep(&folder.join("a.ron"), far);
            Ok(())
        },
        told: &[],
        goes: true,
        reads_back: false,
    },
];

fn open_note(by: &str) -> OpenNote {
    let at = chrono::NaiveDate::from_ymd_opt(2026, 11, 3).unwrap().and_hms_opt(9, 12, 0).unwrap();
    let token = "00000000000000a1".to_owned();
    OpenNote { token, by: by.to_owned(), machine: "DESKTOP-1".to_owned(), since: at, alive: at }
}

impl Deed {
    /// In a folder of its own, with that fault: what stood there before and stands there after, and what was said.
    fn done(&self, fault: Option<Fault>) -> (tempfile::TempDir, Result<(), StoreError>, Vec<Call>) {
        let folder = tempfile::tempdir().unwrap();
        (self.prepare)(folder.path());
        let (said, calls) = during(fault, || (self.work)(folder.path()));
        (folder, said, calls)
    }

    /// With one fault; whether an error came of it.
    fn fails(&self, before: &BTreeMap<PathBuf, Thing>, after: &BTreeMap<PathBuf, Thing>, fault: Fault) -> bool {
        let (folder, said, calls) = self.done(Some(fault));
        let about = format!("{}, {:?} of {calls:?} with {fault:?}: {said:?}", self.name, calls.get(fault.at));
        let mut now = things(folder.path());
        let left = |path: &Path| {
            path.file_name().unwrap().to_str().unwrap().starts_with(".hicm-") && !before.contains_key(path)
        };
        // Only when the disk is gone for good can the half-written file not be removed; nobody takes it for an assessment.
        let gone = fault.lasting && calls.contains(&Call::Remove);
        now.retain(|path, _| !(gone && left(path)));
        assert!(now.keys().all(|path| !left(path)), "something is left: {about}");

        for (path, thing) in &now {
            let known = [before, after].into_iter().any(|then| then.get(path) == Some(thing));
            assert!(known, "{} is neither the old nor the new: {about}", path.display());
        }
        // What is moved or taken away may be gone, from where it was and from nowhere else.
        let stays = |path: &PathBuf| now.contains_key(path) || !after.contains_key(path);
        assert!(before.keys().all(stays), "something is gone: {about}");
        assert!(before.iter().all(|(path, thing)| after.contains_key(path) || held(&now, path, thing)), "{about}");
        let files = |all: &BTreeMap<PathBuf, Thing>| {
            all.iter()
                .filter(|(_, thing)| **thing != Thing::Folder)
                .map(|(a, b)| (a.clone(), b.clone()))
                .collect::<Vec<_>>()
        };
        match &said {
            // What is only swept, or told to others, never fails as a whole: it is then done the next time.
            Ok(()) if self.told.is_empty() => {}
            Ok(()) => assert_eq!(&now, after, "{about}"),
            Err(error) => {
                assert!(self.reads_back || files(&now) == files(before), "told as not done, and done: {about}");
                let paths: Vec<PathBuf> = self.told.iter().map(|path| folder.path().join(path)).collect();
                assert!(
                    paths.iter().any(|path| path.as_os_str() == error.path.as_os_str() || *path == error.path),
                    "{about}"
                );
                let problem = Problem::from(error);
                assert!(!problem.what.is_empty() && !problem.advice.is_empty(), "{about}");
                assert!(!problem.kept.is_empty() || error.cause == Cause::NotFound, "{about}");
                assert!(problem.detail.contains(error.path.to_str().unwrap()), "{about}");
            }
        }
        let (again, _) = during(None, || (self.work)(folder.path()));
        if self.goes {
            assert_eq!(again, Ok(()), "a second time: {about}");
            let mut now = things(folder.path());
            now.retain(|path, _| !(gone && left(path)));
            assert_eq!(&now, after, "a second time: {about}");
        } else {
            assert_eq!(&things(folder.path()), before, "a second time: {about}");
        }
        said.is_err()
    }
}

/// Whether what was at a path is still there, or anywhere else, or was no more than a note or half a file.
fn held(now: &BTreeMap<PathBuf, Thing>, path: &Path, thing: &Thing) -> bool {
    let passing = path.extension().is_some_and(|ending| ending == "open" || ending == "tmp");
    passing || now.values().any(|found| found == thing)
}

#[test]
fn whatever_fails_the_file_is_whole_and_the_next_try_does_it() {
    let (mut points, mut told) = (0, 0);
    for deed in &DEEDS {
        let before = {
            let folder = tempfile::tempdir().unwrap();
            (deed.prepare)(folder.path());
            things(folder.path())
        };
        let (folder, said, calls) = deed.done(None);
        assert_eq!(said.is_ok(), deed.goes, "{}: {said:?}", deed.name);
        let after = things(folder.path());
        assert!(!calls.is_empty(), "{}", deed.name);
        for at in 0..calls.len() {
            for kind in KINDS {
                for lasting in [false, true] {
                    // A read that is interrupted for ever is tried for ever, by design.
                    if lasting && kind == ErrorKind::Interrupted {
                        continue;
                    }
                    points += 1;
                    told += usize::from(deed.fails(&before, &after, Fault { at, kind, lasting }));
                }
            }
        }
    }
    eprintln!("{points} faults, {told} of them told");
    assert!(points > 1_000 && told > points / 2, "{told} of {points}");
}

#[test]
fn a_save_makes_every_call_where_a_test_can_see_it() {
    let deed = |name: &str| DEEDS.iter().find(|deed| deed.name == name).unwrap();
    let (_, _, calls) = deed("a file behind two links is saved over").done(None);
    let writes: Vec<Call> = calls.iter().copied().skip_while(|call| *call != Call::Create).collect();
    assert_eq!(
        writes.iter().filter(|call| !matches!(call, Call::About | Call::Open | Call::Read)).collect::<Vec<_>>(),
        [&Call::Create, &Call::Write, &Call::Flush, &Call::Permissions, &Call::Sync, &Call::Put, &Call::SyncFolder]
    );
    assert_eq!(calls.iter().filter(|call| **call == Call::LinkTarget).count(), 2);
    let (_, _, calls) = deed("a new file is saved").done(None);
    assert!(calls.contains(&Call::PutNew) && !calls.contains(&Call::Put));
}

/// The room's other files ask the disk through `disk.rs` alone, and none of them asks how late it is there.
#[test]
fn nothing_in_the_room_goes_past_the_seam() {
    const APART: [&str; 1] = ["disk.rs"];
    const WORDS: [&str; 14] = [
        "fs::read",
        "fs::write",
        "fs::rename",
        "fs::remove",
        "fs::create",
        "fs::copy",
        "fs::metadata",
        "fs::symlink",
        "File::open",
        "File::create",
        "OpenOptions",
        ".exists()",
        ".modified()",
        ".created()",
    ];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
    let mut looked = 0;
    let listed = |folder: &Path| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    let mut paths = listed(&folder);
    let inner: Vec<_> = paths.iter().filter(|path| path.is_dir()).flat_map(|path| listed(path)).collect();
    paths.retain(|path| !path.is_dir());
    for path in paths.into_iter().chain(inner) {
        let name = path.file_name().unwrap().to_str().unwrap();
        let source = fs::read_to_string(&path).unwrap();
        if name == "disk.rs" {
            assert!(WORDS[..8].iter().any(|word| source.contains(word)), "the words are none of these");
        }
        if APART.contains(&name) {
            continue;
        }
        looked += 1;
        for word in WORDS {
            assert!(!source.contains(word), "{name}: {word}");
        }
    }
    assert!(looked > 8);
}
