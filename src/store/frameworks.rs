//! The frameworks that are known: those that come with the program, and a place's own.

use super::atomic::{read_text, write_atomic};
use super::error::{At as _, Cause, StoreError};
use super::{Replace, disk, series::ron_files};
use crate::format;
use crate::model::{Framework, FrameworkId};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

/// The files that come with the program: name and text.
const BUNDLED: [(&str, &str); 3] = [
    ("assets/frameworks/hicm-2015.ron", include_str!("../../assets/frameworks/hicm-2015.ron")),
    ("assets/frameworks/hicm-2019.ron", include_str!("../../assets/frameworks/hicm-2019.ron")),
    ("assets/frameworks/hicm-2023.ron", include_str!("../../assets/frameworks/hicm-2023.ron")),
];

/// The bundled frameworks never change, so they are read once.
static READ: LazyLock<Frameworks> = LazyLock::new(|| {
    let mut all = Frameworks::default();
    for (name, text) in BUNDLED {
        match format::parse_framework(text) {
            Ok(framework) => all.add(framework, Origin::Bundled, Path::new(name)),
            Err(error) => all.faults.push(StoreError::new(Path::new(name), error)),
        }
    }
    all
});

/// Where a framework comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It comes with the program.
    Bundled,
    /// From that file.
    File(PathBuf),
}

/// The frameworks that are known, and the faults of those that could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frameworks {
    known: Vec<(Arc<Framework>, Origin)>,
    faults: Vec<StoreError>,
}

impl Frameworks {
    /// Those that come with the program.
    #[must_use]
    pub fn bundled() -> Self {
        READ.clone()
    }

    /// And those in a folder, which need not exist. A file that cannot be read, or that gives other content to an id
    /// that is known already, becomes a fault; the rest is taken.
    #[must_use]
    pub fn with_folder(mut self, folder: &Path) -> Self {
        match disk::about(folder) {
            Ok(about) if about.is_dir() => {}
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                self.faults.push(StoreError::new(folder, error));
                return self;
            }
            _ => return self,
        }
        let (files, mut faults) = ron_files(folder);
        self.faults.append(&mut faults);
        for path in files {
            match read_framework(&path) {
                Ok(framework) => self.add(framework, Origin::File(path.clone()), &path),
                Err(error) => self.faults.push(error),
            }
        }
        self
    }

    /// And those in the person's own folder, where [`Frameworks::install`] puts them.
    #[must_use]
    pub fn with_user_folder(self) -> Self {
        match user_frameworks_folder() {
            Some(folder) => self.with_folder(&folder),
            None => self,
        }
    }

    /// The framework of that id.
    #[must_use]
    pub fn get(&self, id: &FrameworkId) -> Option<&Arc<Framework>> {
        self.iter().find(|framework| framework.id == *id)
    }

    /// All of them, the bundled ones first.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Framework>> {
        self.known.iter().map(|(framework, _)| framework)
    }

    /// All of them, to be kept.
    #[must_use]
    pub fn all(&self) -> Vec<Arc<Framework>> {
        self.iter().cloned().collect()
    }

    /// Where the framework of that id comes from.
    #[must_use]
    pub fn origin(&self, id: &FrameworkId) -> Option<&Origin> {
        self.known.iter().find(|(framework, _)| framework.id == *id).map(|(_, origin)| origin)
    }

    /// What was wrong with those that were not taken.
    #[must_use]
    pub fn faults(&self) -> &[StoreError] {
        &self.faults
    }

    /// Checks a framework file, copies it into the person's own folder as `ID.ron`, and knows it from now on.
    ///
    /// # Errors
    /// [`StoreError`] when it is no usable framework, would shadow one that is known, or cannot be copied.
    pub fn install(&mut self, file: &Path) -> Result<FrameworkId, StoreError> {
        let folder = user_frameworks_folder().ok_or_else(|| StoreError::new(file, Cause::NoHome))?;
        self.install_into(file, &folder)
    }

    /// As [`Frameworks::install`], into another folder.
    ///
    /// # Errors
    /// As [`Frameworks::install`].
    pub fn install_into(&mut self, file: &Path, folder: &Path) -> Result<FrameworkId, StoreError> {
        let (text, _) = read_text(file)?;
        let framework = format::parse_framework(&text).at(file)?;
        let id = framework.id.clone();
        match self.get(&id) {
            Some(known) if **known != framework => return Err(StoreError::new(file, Cause::Shadows(id))),
            Some(_) => return Ok(id),
            None => {}
        }
        disk::make_folder(folder).at(folder)?;
        let copy = folder.join(format!("{id}.ron"));
        write_atomic(&copy, text.as_bytes(), Replace::IfAbsent)?;
        self.add(framework, Origin::File(copy.clone()), &copy);
        Ok(id)
    }

    fn add(&mut self, framework: Framework, origin: Origin, path: &Path) {
        match self.get(&framework.id) {
            None => self.known.push((Arc::new(framework), origin)),
            Some(known) if **known == framework => {}
            Some(_) => self.faults.push(StoreError::new(path, Cause::Shadows(framework.id))),
        }
    }
}

fn read_framework(path: &Path) -> Result<Framework, StoreError> {
    let (text, _) = read_text(path)?;
    format::parse_framework(&text).at(path)
}

/// The folder of a person's own frameworks: `frameworks` in the folder that `HICM_DATA_DIR` names, or in the one the
/// operating system keeps for a program's data.
#[must_use]
pub fn user_frameworks_folder() -> Option<PathBuf> {
    let data = match std::env::var_os("HICM_DATA_DIR") {
        Some(folder) => Some(PathBuf::from(folder)),
        None => directories::ProjectDirs::from("", "", "hicm").map(|folders| folders.data_dir().to_owned()),
    };
    data.map(|folder| folder.join("frameworks"))
}
