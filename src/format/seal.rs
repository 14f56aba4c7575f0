//! Sealing a quarter and opening it again, and the link by which the seals of a place hang together.
//!
//! A seal keeps two digests. That of the content is [`content_digest`]; it knows nothing of who signed. The link covers
//! the seal: the digest of the content, who signed in what role on what day with what note, each reopening before it, and
//! the link of the place's sealed quarter before. So whatever is altered in a sealed quarter breaks its own seal, and a
//! quarter that is taken away, put in or sealed anew without a trace breaks the next one's.
//!
//! A chain shows slips and edits that nobody should have made. It is no signature: who rewrites every file of a folder
//! with this program leaves a chain that holds, and that the last file is gone cannot be seen from the others.

use super::{content_digest, short};
use crate::model::{Assessment, Reopening, Seal, State, tidy};
use chrono::NaiveDate;

/// What a sign-off says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signing {
    /// Who signs.
    pub by: String,
    /// In what role.
    pub role: String,
    /// On what day.
    pub on: NaiveDate,
    /// With what remark.
    pub note: String,
    /// The link of the place's sealed quarter before, if there is one.
    pub previous: Option<String>,
}

/// Why a quarter cannot be sealed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealRefused {
    /// It is sealed.
    #[error("it is sealed already")]
    Sealed,
    /// Conflicts of a merge are open.
    #[error("{0} conflicts are not decided")]
    Undecided(usize),
    /// Nothing has been judged.
    #[error("no change has a level")]
    NoLevel,
    /// It is nobody's.
    #[error("it names no place")]
    NoPlace,
    /// Nobody signs.
    #[error("nobody signs")]
    NoName,
}

/// Why a quarter cannot be opened again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReopenRefused {
    /// It is a draft.
    #[error("it is not sealed")]
    NotSealed,
    /// Nobody opens it.
    #[error("nobody opens it")]
    NoName,
    /// No reason is given.
    #[error("there is no reason")]
    NoReason,
}

/// In what a seal does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// The content is not what was sealed.
    Content,
    /// The seal is not what it was: the name, the role, the day, the note, a reopening or what it rests on.
    Record,
}

/// Seals an assessment.
///
/// # Errors
/// [`SealRefused`]; nothing has changed then.
pub fn seal(assessment: &mut Assessment, signing: Signing) -> Result<(), SealRefused> {
    let Signing { by, role, on, note, previous } = signing;
    let [by, role, note] = [by, role, note].map(|text| tidy(text.trim()));
    let refused = match assessment.undecided_count() {
        _ if assessment.sealed() => Some(SealRefused::Sealed),
        count @ 1.. => Some(SealRefused::Undecided(count)),
        _ if assessment.changes.iter().all(|change| change.now.is_none()) => Some(SealRefused::NoLevel),
        _ if assessment.place.trim().is_empty() => Some(SealRefused::NoPlace),
        _ if by.is_empty() => Some(SealRefused::NoName),
        _ => None,
    };
    if let Some(refused) = refused {
        return Err(refused);
    }
    let digest = content_digest(assessment);
    let mut seal = Seal { by, role, on, note, digest, previous, chain: None };
    seal.chain = Some(link(&seal, &assessment.reopenings));
    assessment.state = State::Sealed(seal);
    Ok(())
}

/// Opens a sealed assessment again, and records it.
///
/// # Errors
/// [`ReopenRefused`]; nothing has changed then.
pub fn reopen(assessment: &mut Assessment, by: &str, on: NaiveDate, reason: &str) -> Result<(), ReopenRefused> {
    let [by, reason] = [by, reason].map(|text| tidy(text.trim()));
    let State::Sealed(seal) = &assessment.state else { return Err(ReopenRefused::NotSealed) };
    if by.is_empty() {
        return Err(ReopenRefused::NoName);
    }
    if reason.is_empty() {
        return Err(ReopenRefused::NoReason);
    }
    let (digest, chain) = (Some(seal.digest.clone()), seal_link(assessment));
    assessment.reopenings.push(Reopening { by, on, reason, digest, chain });
    assessment.state = State::Draft;
    Ok(())
}

/// The link of a sealed assessment, by which the next quarter's seal names this one: the one that was kept, or for a file
/// that was sealed before links were kept the one it would have. `None` of a draft.
#[must_use]
pub fn seal_link(assessment: &Assessment) -> Option<String> {
    let State::Sealed(seal) = &assessment.state else { return None };
    Some(seal.chain.clone().unwrap_or_else(|| link(seal, &assessment.reopenings)))
}

/// In what the seal of an assessment does not hold; `None` where it does, and of a draft.
#[must_use]
pub fn seal_broken(assessment: &Assessment) -> Option<Broken> {
    let State::Sealed(seal) = &assessment.state else { return None };
    if seal.digest != content_digest(assessment) {
        return Some(Broken::Content);
    }
    let kept = seal.chain.as_ref()?;
    (*kept != link(seal, &assessment.reopenings)).then_some(Broken::Record)
}

/// Each part goes in with its length before it, so that no two seals have the same parts run together.
fn link(seal: &Seal, reopenings: &[Reopening]) -> String {
    let Seal { by, role, on, note, digest, previous, chain: _ } = seal;
    let mut hasher = blake3::Hasher::new();
    let mut part = |text: Option<&str>| {
        // What is written is tidy, and the link is of what will be read.
        let text = text.map(tidy);
        let length = text.as_ref().map_or(u64::MAX, |text| text.len() as u64);
        hasher.update(&length.to_le_bytes());
        hasher.update(text.unwrap_or_default().as_bytes());
    };
    for text in ["hicm seal 1", digest, by, role, &on.to_string(), note] {
        part(Some(text));
    }
    part(previous.as_deref());
    for Reopening { by, on, reason, digest, chain } in reopenings {
        for text in [by, &on.to_string(), reason] {
            part(Some(text));
        }
        part(digest.as_deref());
        part(chain.as_deref());
    }
    short(hasher.finalize())
}
