//! Files on a real disk: what is refused, what is kept, what is left behind.

use hicm::format::{self, FormatError};
use hicm::model::{Assessment, FrameworkId, Mismatch, Quarter, RowId};
use hicm::store::{self, Cause, Frameworks, Origin, Replace, Series, Stamp, StoreError};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn sample() -> Assessment {
    store::sample_assessment().unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn cause<T: std::fmt::Debug>(result: Result<T, StoreError>, path: &Path) -> Cause {
    let error = result.unwrap_err();
    assert_eq!(error.path, path);
    assert!(error.to_string().starts_with(&path.display().to_string()), "{error}");
    error.cause
}

fn open(path: &Path) -> Result<store::Opened, StoreError> {
    store::open_assessment(path, &Frameworks::bundled())
}

// ---- open and save

#[test]
fn what_is_saved_is_opened_again() {
    let folder = folder();
    let path = folder.path().join("a file with spaces – and ’.ron");
    let stamp = store::save_assessment(&path, &sample(), None).unwrap();
    let opened = open(&path).unwrap();
    assert_eq!(opened.assessment, sample());
    assert_eq!(opened.stamp, stamp);
    assert_eq!(opened.framework.id, sample().framework);
    assert_eq!(opened.format, format::FORMAT);
    let bytes = store::read_bounded(&path).unwrap();
    assert_eq!(Stamp::of(&bytes), stamp);
    assert_eq!(stamp.length(), bytes.len() as u64);

    let changed = Assessment { prepared_by: "Somebody else".into(), ..sample() };
    let next = store::save_assessment(&path, &changed, Some(&stamp)).unwrap();
    assert_ne!(next, stamp);
    assert_eq!(open(&path).unwrap().assessment, changed);
    assert_eq!(names(folder.path()).len(), 1, "nothing else is left in the folder");
}

#[test]
fn what_was_changed_on_disk_is_not_replaced() {
    let folder = folder();
    let path = folder.path().join("a.ron");
    let stamp = store::save_assessment(&path, &sample(), None).unwrap();
    let theirs = Assessment { prepared_by: "Theirs".into(), ..sample() };
    let their_stamp = store::save_assessment(&path, &theirs, Some(&stamp)).unwrap();

    let ours = Assessment { prepared_by: "Ours".into(), ..sample() };
    let refused = cause(store::save_assessment(&path, &ours, Some(&stamp)), &path);
    assert_eq!(refused, Cause::ChangedOnDisk { found: Some(their_stamp) });
    assert_eq!(cause(store::save_assessment(&path, &ours, None), &path), Cause::Exists);
    assert_eq!(open(&path).unwrap().assessment, theirs);

    // The same content is no conflict, and nothing is written for it.
    assert_eq!(store::save_assessment(&path, &theirs, Some(&stamp)).unwrap(), their_stamp);
    assert_eq!(store::save_assessment(&path, &theirs, Replace::IfAbsent).unwrap(), their_stamp);

    store::save_assessment(&path, &ours, Replace::Always).unwrap();
    assert_eq!(open(&path).unwrap().assessment, ours);

    fs::remove_file(&path).unwrap();
    let gone = cause(store::save_assessment(&path, &ours, Some(&stamp)), &path);
    assert_eq!(gone, Cause::ChangedOnDisk { found: None });
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[test]
fn one_changed_byte_is_a_change_of_the_same_length() {
    let folder = folder();
    let path = folder.path().join("a.ron");
    let stamp = store::save_assessment(&path, &sample(), None).unwrap();
    let mut bytes = fs::read(&path).unwrap();
    let at = bytes.iter().position(|byte| *byte == b'"').unwrap() + 1;
    bytes[at] = b'#';
    fs::write(&path, &bytes).unwrap();
    let refused =
        cause(store::save_assessment(&path, &Assessment { place: "x".into(), ..sample() }, Some(&stamp)), &path);
    assert_eq!(refused, Cause::ChangedOnDisk { found: Some(Stamp::of(&bytes)) });
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn what_is_no_file_is_told_apart() {
    let folder = folder();
    let missing = folder.path().join("missing.ron");
    assert_eq!(cause(open(&missing), &missing), Cause::NotFound);
    assert_eq!(cause(open(folder.path()), folder.path()), Cause::IsFolder);
    assert_eq!(cause(store::save_assessment(folder.path(), &sample(), None), folder.path()), Cause::IsFolder);
    let nowhere = folder.path().join("no such folder").join("a.ron");
    assert_eq!(cause(store::save_assessment(&nowhere, &sample(), None), &nowhere), Cause::NoFolder);
    assert_eq!(cause(store::save_assessment(&nowhere, &sample(), Replace::Always), &nowhere), Cause::NoFolder);

    let no_text = folder.path().join("no-text.ron");
    fs::write(&no_text, b"(format: 1, place: \"\xff\")").unwrap();
    assert_eq!(cause(open(&no_text), &no_text), Cause::NotText { byte: 20 });

    let large = folder.path().join("large.ron");
    let bytes = format::TEXT_LIMIT as u64 + 1;
    fs::File::create(&large).unwrap().set_len(bytes).unwrap();
    assert_eq!(cause(open(&large), &large), Cause::TooLarge { bytes });
    // It is not ours, so it is not replaced either.
    let stamp = Stamp::of(b"x");
    let refused = cause(store::save_assessment(&large, &sample(), Some(&stamp)), &large);
    assert!(matches!(refused, Cause::ChangedOnDisk { found: Some(found) } if found.length() == bytes), "{refused:?}");

    let newer = folder.path().join("newer.ron");
    fs::write(&newer, "(format: 2, what: Ever())").unwrap();
    assert_eq!(cause(open(&newer), &newer), Cause::Format(FormatError::Newer { found: 2 }));
}

#[test]
fn what_does_not_fit_its_framework_is_not_opened() {
    let folder = folder();
    let path = folder.path().join("a.ron");
    let twice = RowId::new("twice-01").unwrap();
    let mut a = sample();
    for at in [0, 1] {
        let row = Arc::make_mut(&mut a.rows[at]);
        row.id = twice.clone();
    }
    store::save_assessment(&path, &a, None).unwrap();
    assert_eq!(cause(open(&path), &path), Cause::DoesNotFit(vec![Mismatch::RowTwice(twice)]));

    let own = FrameworkId::new("our-own").unwrap();
    store::save_assessment(&path, &Assessment { framework: own.clone(), ..sample() }, Replace::Always).unwrap();
    assert_eq!(cause(open(&path), &path), Cause::UnknownFramework(own.clone()));

    // A framework that lies beside the file is found without being installed.
    let mut framework = hicm::model::Framework::clone(Frameworks::bundled().get(&sample().framework).unwrap());
    framework.id = own.clone();
    fs::create_dir(folder.path().join("frameworks")).unwrap();
    fs::write(folder.path().join("frameworks/x.ron"), format::write_framework(&framework).unwrap()).unwrap();
    assert_eq!(open(&path).unwrap().framework.id, own);
}

#[test]
fn a_change_that_the_file_leaves_out_is_not_assessed() {
    let folder = folder();
    let path = folder.path().join("a.ron");
    let mut a = sample();
    a.changes.clear();
    store::save_assessment(&path, &a, None).unwrap();
    let opened = open(&path).unwrap();
    assert_eq!(opened.assessment.changes.len(), opened.framework.changes.len());
    assert!(opened.assessment.changes.iter().all(|change| change.now.is_none()));
}

#[cfg(unix)]
mod on_unix {
    use super::{Assessment, Cause, Path, PathBuf, Replace, cause, folder, fs, names, open, sample, store};
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::process::Command;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn permissions_are_kept() {
        let folder = folder();
        let path = folder.path().join("a.ron");
        let plain = folder.path().join("plain");
        fs::write(&plain, "").unwrap();
        let mut stamp = store::save_assessment(&path, &sample(), None).unwrap();
        assert_eq!(mode(&path), mode(&plain), "a new file is made like any other");
        for (number, wanted) in [0o600, 0o640, 0o664].into_iter().enumerate() {
            fs::set_permissions(&path, fs::Permissions::from_mode(wanted)).unwrap();
            let a = Assessment { prepared_by: number.to_string(), ..sample() };
            stamp = store::save_assessment(&path, &a, Some(&stamp)).unwrap();
            assert_eq!(mode(&path), wanted);
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        let before = fs::read(&path).unwrap();
        assert_eq!(cause(store::save_assessment(&path, &sample(), Some(&stamp)), &path), Cause::ReadOnly);
        assert_eq!(cause(store::save_assessment(&path, &sample(), Replace::Always), &path), Cause::ReadOnly);
        assert_eq!(fs::read(&path).unwrap(), before);
        assert_eq!(names(folder.path()), ["a.ron", "plain"]);
    }

    #[test]
    fn a_link_stays_a_link() {
        let folder = folder();
        let deep = folder.path().join("deep");
        fs::create_dir(&deep).unwrap();
        let target = deep.join("real.ron");
        let stamp = store::save_assessment(&target, &sample(), None).unwrap();
        symlink("real.ron", deep.join("second.ron")).unwrap();
        let link = folder.path().join("link.ron");
        symlink("deep/second.ron", &link).unwrap();
        let a = Assessment { prepared_by: "Through the link".into(), ..sample() };
        store::save_assessment(&link, &a, Some(&stamp)).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert!(fs::symlink_metadata(deep.join("second.ron")).unwrap().is_symlink());
        assert_eq!(open(&target).unwrap().assessment, a);
        assert_eq!(names(&deep), ["real.ron", "second.ron"]);

        // A link to a file that is still to be made.
        let dangling = folder.path().join("dangling.ron");
        symlink("deep/new.ron", &dangling).unwrap();
        store::save_assessment(&dangling, &a, None).unwrap();
        assert_eq!(open(&deep.join("new.ron")).unwrap().assessment, a);

        let round = folder.path().join("round.ron");
        symlink("round.ron", &round).unwrap();
        assert!(matches!(cause(store::save_assessment(&round, &a, None), &round), Cause::Io { .. }));
    }

    #[test]
    fn a_pipe_is_not_waited_for() {
        let folder = folder();
        let pipe = folder.path().join("pipe.ron");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert_eq!(cause(open(&pipe), &pipe), Cause::NotAFile);
        assert_eq!(cause(store::save_assessment(&pipe, &sample(), Replace::Always), &pipe), Cause::NotAFile);
    }

    #[test]
    fn a_folder_that_may_not_be_written_is_said_so() {
        let folder = folder();
        let path = folder.path().join("a.ron");
        let stamp = store::save_assessment(&path, &sample(), None).unwrap();
        let before = fs::read(&path).unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
        let unprotected = fs::write(folder.path().join("probe"), "").is_ok();
        if unprotected {
            eprintln!("skipped: this user may write everywhere, as root may; see the mounted disks instead");
        } else {
            let a = Assessment { prepared_by: "x".into(), ..sample() };
            assert_eq!(cause(store::save_assessment(&path, &a, Some(&stamp)), &path), Cause::Denied);
        }
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(fs::read(&path).unwrap(), before);
        assert_eq!(names(folder.path()).len(), if unprotected { 2 } else { 1 });
    }

    /// A small disk of its own, unmounted when the test ends, however it ends.
    struct Disk(PathBuf);

    impl Disk {
        /// `None` where this user may not mount one.
        fn of(folder: &Path, kilobytes: u32) -> Option<Self> {
            let size = format!("size={kilobytes}k");
            let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder).output();
            mounted.is_ok_and(|it| it.status.success()).then(|| Self(folder.to_owned()))
        }

        fn make_read_only(&self) -> bool {
            let mounted = Command::new("mount").args(["-o", "remount,ro"]).arg(&self.0).output();
            mounted.is_ok_and(|it| it.status.success())
        }
    }

    impl Drop for Disk {
        fn drop(&mut self) {
            let unmounted = Command::new("umount").arg("-l").arg(&self.0).status();
            assert!(unmounted.is_ok_and(|status| status.success()));
        }
    }

    #[test]
    fn a_full_or_read_only_disk_keeps_the_old_file() {
        let folder = folder();
        let Some(disk) = Disk::of(folder.path(), 512) else {
            eprintln!("skipped: this user may not mount a disk");
            return;
        };
        let path = folder.path().join("a.ron");
        let small = Assessment { rows: Vec::new(), changes: Vec::new(), ..sample() };
        let stamp = store::save_assessment(&path, &small, None).unwrap();
        let before = fs::read(&path).unwrap();
        let large = Assessment { notes: vec!["x".repeat(900_000)], ..small.clone() };
        assert_eq!(cause(store::save_assessment(&path, &large, Some(&stamp)), &path), Cause::DiskFull);
        assert_eq!(fs::read(&path).unwrap(), before);
        assert_eq!(names(folder.path()), ["a.ron"], "no half-written file is left behind");

        assert!(disk.make_read_only());
        let other = Assessment { prepared_by: "x".into(), ..small };
        assert_eq!(cause(store::save_assessment(&path, &other, Some(&stamp)), &path), Cause::Denied);
        assert_eq!(fs::read(&path).unwrap(), before);
    }
}

/// Whoever reads while it is saved sees the old file or the new one, never a part.
#[test]
fn a_reader_never_sees_half_a_file() {
    let folder = folder();
    let path = folder.path().join("a.ron");
    let one = sample();
    let other = Assessment { notes: vec!["longer ".repeat(50_000)], ..sample() };
    let stamps = [&one, &other].map(|a| Stamp::of(format::write(a).unwrap().as_bytes()));
    store::save_assessment(&path, &one, None).unwrap();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for _ in 0..30 {
                store::save_assessment(&path, &other, Replace::Always).unwrap();
                store::save_assessment(&path, &one, Replace::Always).unwrap();
            }
        });
        let mut reads = 0;
        while !writer.is_finished() || reads == 0 {
            let stamp = Stamp::of(&store::read_bounded(&path).unwrap());
            assert!(stamps.contains(&stamp));
            reads += 1;
        }
    });
    assert_eq!(names(folder.path()), ["a.ron"]);
}

// ---- frameworks

fn id(id: &str) -> FrameworkId {
    FrameworkId::new(id).unwrap()
}

const OWN: &str = include_str!("../fixtures/valid/framework-canonical.ron");

#[test]
fn frameworks_of_ones_own_are_found_and_faults_collected() {
    let folder = folder();
    let own = folder.path().join("own.ron");
    fs::write(&own, OWN).unwrap();
    fs::write(folder.path().join("broken.ron"), "(format: 1").unwrap();
    fs::write(folder.path().join("readme.txt"), "not looked at").unwrap();
    // The same as a bundled one is no fault; another by its name is.
    let bundled = Frameworks::bundled();
    let mut framework = hicm::model::Framework::clone(bundled.get(&id("hicm-2015")).unwrap());
    fs::write(folder.path().join("same.ron"), format::write_framework(&framework).unwrap()).unwrap();
    framework.title = "Another".into();
    fs::write(folder.path().join("shadow.ron"), format::write_framework(&framework).unwrap()).unwrap();

    let all = Frameworks::bundled().with_folder(folder.path());
    assert_eq!(all.iter().count(), bundled.iter().count() + 1);
    assert_eq!(all.origin(&id("own-2")), Some(&Origin::File(own)));
    assert_eq!(all.origin(&id("hicm-2015")), Some(&Origin::Bundled));
    assert_eq!(all.get(&id("hicm-2015")), bundled.get(&id("hicm-2015")));
    let faults: Vec<_> = all.faults().iter().map(|fault| fault.path.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(faults, ["broken.ron", "shadow.ron"]);
    assert!(matches!(all.faults()[0].cause, Cause::Format(FormatError::At { .. })));
    assert_eq!(all.faults()[1].cause, Cause::Shadows(id("hicm-2015")));
    // A folder that is not there is no fault.
    assert_eq!(Frameworks::bundled().with_folder(&folder.path().join("none")), bundled);
}

#[test]
fn a_framework_is_checked_and_copied_when_it_is_installed() {
    let (from, to) = (folder(), folder());
    let to = to.path().join("made").join("frameworks");
    let file = from.path().join("any name.ron");
    fs::write(&file, OWN).unwrap();
    let mut all = Frameworks::bundled();
    assert_eq!(all.install_into(&file, &to).unwrap(), id("own-2"));
    assert_eq!(fs::read_to_string(to.join("own-2.ron")).unwrap(), OWN);
    assert!(all.get(&id("own-2")).is_some());
    assert_eq!(Frameworks::bundled().with_folder(&to).iter().count(), all.iter().count());
    assert_eq!(all.install_into(&file, &to).unwrap(), id("own-2"), "again is no harm");

    fs::write(&file, OWN.replace("Our own", "Other")).unwrap();
    assert_eq!(cause(all.install_into(&file, &to), &file), Cause::Shadows(id("own-2")));
    // Nor does a copy that was not read get lost.
    let copy = to.join("own-2.ron");
    assert_eq!(cause(Frameworks::bundled().install_into(&file, &to), &copy), Cause::Exists);
    assert_eq!(fs::read_to_string(&copy).unwrap(), OWN);
    fs::write(&file, "(format: 1)").unwrap();
    assert!(matches!(cause(all.install_into(&file, &to), &file), Cause::Format(_)));
}

// ---- series

#[test]
fn a_series_is_sorted_by_quarter_and_names_its_faults() {
    let folder = folder();
    let quarter = |year, number| Quarter::new(year, number).unwrap();
    for (name, q) in
        [("b", quarter(2018, 4)), ("c", quarter(2017, 1)), ("a", quarter(2019, 1)), ("A copy", quarter(2017, 1))]
    {
        let a = Assessment { quarter: q, ..sample() };
        store::save_assessment(&folder.path().join(format!("{name}.ron")), &a, None).unwrap();
    }
    fs::write(folder.path().join("broken.ron"), "(format: 1, quarter: \"soon\")").unwrap();
    fs::write(folder.path().join(".hidden.ron"), "not looked at").unwrap();
    fs::write(folder.path().join("notes.txt"), "not looked at").unwrap();
    fs::create_dir(folder.path().join("folder.ron")).unwrap();

    let series = Series::read(folder.path());
    let found: Vec<_> = series.entries.iter().map(|it| it.path.file_stem().unwrap().to_str().unwrap()).collect();
    assert_eq!(found, ["A copy", "c", "b", "a"]);
    let faults: Vec<_> = series.faults.iter().map(|it| it.path.clone()).collect();
    assert_eq!(faults, [folder.path().join("broken.ron")]);
    for entry in &series.entries {
        let opened = open(&entry.path).unwrap();
        assert_eq!((entry.quarter, entry.sealed), (opened.assessment.quarter, opened.assessment.sealed()));
        assert_eq!((&entry.place, &entry.framework), (&opened.assessment.place, &opened.assessment.framework));
        assert_eq!(entry.stamp, opened.stamp);
    }
    let before = |q| series.entry_before(q).map(|entry| entry.quarter);
    assert_eq!(before(quarter(2017, 1)), None);
    assert_eq!(before(quarter(2017, 2)), Some(quarter(2017, 1)));
    assert_eq!(before(quarter(2019, 1)), Some(quarter(2018, 4)));
    assert_eq!(before(quarter(2025, 1)), Some(quarter(2019, 1)));
    assert_eq!(series.path_for(quarter(2019, 1)), folder.path().join("2019-20-q1.ron"));

    let missing = folder.path().join("missing");
    let none = Series::read(&missing);
    assert!(none.entries.is_empty());
    assert_eq!(none.faults, [StoreError { path: missing, cause: Cause::NotFound }]);
}

#[test]
fn a_series_is_bounded() {
    let folder = folder();
    for number in 0..=500 {
        fs::write(folder.path().join(format!("{number:03}.ron")), "(format: 9)").unwrap();
    }
    let series = Series::read(folder.path());
    assert_eq!(series.faults.len(), 501);
    assert!(series.faults.iter().any(|fault| fault.cause == Cause::TooManyFiles { limit: 500 }));
}

// ---- settings

#[test]
fn settings_are_kept_whole() {
    let folder = folder();
    let file = folder.path().join("made").join("settings.ron");
    assert_eq!(store::read_settings(&file).unwrap(), None);
    for text in ["(scale: 1.0)\n", "(scale: 2.0)\n", ""] {
        store::write_settings(&file, text).unwrap();
        assert_eq!(store::read_settings(&file).unwrap().as_deref(), Some(text));
    }
    assert_eq!(names(file.parent().unwrap()), ["settings.ron"]);
    assert_eq!(store::settings_file().unwrap().file_name().unwrap(), "settings.ron");
}
