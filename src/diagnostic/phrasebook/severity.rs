//! How bad each phrase is, before the settings have their say.
//!
//! Never what follows from it: whether a build stops is decided elsewhere.
//! Start at [`Phrase::severity`], which is one flat table.

use super::Phrase;
use crate::diagnostic::Severity;

impl Phrase {
    /// How bad it is before the settings have their say.
    pub fn severity(&self) -> Severity {
        match self {
            Self::UnitUnknown { .. }
            | Self::UnitAmbiguous { .. }
            | Self::TopicUnknown { .. }
            | Self::HeadingSkipped
            | Self::MaskOrEmphasis { .. }
            | Self::LinkBroken { .. }
            | Self::ImageMissing { .. }
            | Self::AttachmentMissing { .. }
            | Self::AudienceNarrowed { .. }
            | Self::ReportUnknown { .. }
            | Self::DecisionLost { .. }
            | Self::AliasAddress { .. }
            | Self::LineageConflict { .. }
            | Self::TriggerTwice { .. }
            | Self::BlockingTaken { .. }
            | Self::SpecialFile
            | Self::ReceiptBad { .. }
            | Self::WordsMissing { .. }
            | Self::RuleFirm { .. } => Severity::Warning,
            Self::UntilMissing
            | Self::TitleMissing
            | Self::UnitMissing
            | Self::YearMissing
            | Self::HeadingUnmarked
            | Self::ImportNewWaiting => Severity::Note,
            _ => Severity::Error,
        }
    }
}
