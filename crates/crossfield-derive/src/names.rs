//! Names: what they stand for, serde's renaming, and the closest known name to a mistyped one.

/// What a name stands for.
pub(crate) fn named<T: Copy>(table: &[(&'static str, T)], name: &str) -> Option<T> {
    let found = table.iter().find(|(known, _)| *known == name);
    found.map(|(_, named)| *named)
}

/// The names of a table.
pub(crate) fn names<T>(table: &[(&'static str, T)]) -> Vec<&'static str> {
    table.iter().map(|(name, _)| *name).collect()
}

/// serde's `rename_all` rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RenameRule {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

impl RenameRule {
    const ALL: [(&'static str, Self); 8] = [
        ("lowercase", Self::Lower),
        ("UPPERCASE", Self::Upper),
        ("PascalCase", Self::Pascal),
        ("camelCase", Self::Camel),
        ("snake_case", Self::Snake),
        ("SCREAMING_SNAKE_CASE", Self::ScreamingSnake),
        ("kebab-case", Self::Kebab),
        ("SCREAMING-KEBAB-CASE", Self::ScreamingKebab),
    ];

    /// The rule of a name such as `camelCase`. serde reports an unknown one itself.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        named(&Self::ALL, name)
    }

    /// The name of a variant, which Rust writes in `PascalCase`.
    pub(crate) fn apply_to_variant(self, name: &str) -> String {
        match self {
            Self::Lower => name.to_ascii_lowercase(),
            Self::Upper => name.to_ascii_uppercase(),
            Self::Pascal => name.to_owned(),
            Self::Camel => lower_first(name),
            Self::Snake => separate_capitals(name),
            Self::ScreamingSnake => separate_capitals(name).to_ascii_uppercase(),
            Self::Kebab => separate_capitals(name).replace('_', "-"),
            Self::ScreamingKebab => separate_capitals(name)
                .to_ascii_uppercase()
                .replace('_', "-"),
        }
    }

    /// The name of a field, which Rust writes in `snake_case`.
    pub(crate) fn apply_to_field(self, name: &str) -> String {
        match self {
            Self::Lower | Self::Snake => name.to_owned(),
            Self::Upper | Self::ScreamingSnake => name.to_ascii_uppercase(),
            Self::Pascal => join_words(name),
            Self::Camel => lower_first(&join_words(name)),
            Self::Kebab => name.replace('_', "-"),
            Self::ScreamingKebab => name.to_ascii_uppercase().replace('_', "-"),
        }
    }
}

fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_ascii_lowercase())
        .into_iter()
        .chain(letters)
        .collect()
}

fn separate_capitals(name: &str) -> String {
    let mut separated = String::new();
    for (index, letter) in name.char_indices() {
        if index > 0 && letter.is_uppercase() {
            separated.push('_');
        }
        separated.push(letter.to_ascii_lowercase());
    }
    separated
}

fn join_words(name: &str) -> String {
    let mut joined = String::new();
    let mut capital = true;
    for letter in name.chars() {
        match letter {
            '_' => capital = true,
            _ if capital => {
                joined.push(letter.to_ascii_uppercase());
                capital = false;
            }
            _ => joined.push(letter),
        }
    }
    joined
}

/// `; did you mean `…`?` when a known name is close to the mistyped one, else the list of what is known.
pub(crate) fn suggest(mistyped: &str, known: &[&str], noun: &str) -> String {
    let closest = known
        .iter()
        .map(|name| (distance(mistyped, name), *name))
        .min();
    match closest {
        Some((distance, name))
            if distance <= tolerance(mistyped) || same_letters(mistyped, name) =>
        {
            format!("; did you mean `{name}`?")
        }
        Some(_) => {
            let names: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
            format!("; the {noun} are {}", names.join(", "))
        }
        None => format!("; there are no {noun}"),
    }
}

/// A third of the letters may be wrong, but at least one.
fn tolerance(name: &str) -> usize {
    (name.chars().count() / 3).max(1)
}

/// Letters that changed places are a distance of two, which is much in a short name.
fn same_letters(left: &str, right: &str) -> bool {
    let sorted = |name: &str| {
        let mut letters: Vec<char> = name.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(left) == sorted(right)
}

/// The Levenshtein distance, by rows.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, a) in left.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], line + 1);
        for (place, b) in right.iter().enumerate() {
            let cost = (diagonal + usize::from(a != *b))
                .min(row[place + 1] + 1)
                .min(row[place] + 1);
            diagonal = std::mem::replace(&mut row[place + 1], cost);
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_counts_insertions_deletions_and_replacements() {
        for (left, right, expected) in [
            ("", "", 0),
            ("abc", "", 3),
            ("", "abc", 3),
            ("length", "lenght", 2),
            ("codec", "codecs", 1),
            ("a", "b", 1),
            ("kitten", "sitting", 3),
            ("resource", "ressources", 2),
            ("at_most_one_of", "at_least_one_of", 3),
        ] {
            assert_eq!(distance(left, right), expected, "{left} to {right}");
            assert_eq!(distance(right, left), expected, "{right} to {left}");
        }
    }

    #[test]
    fn renaming_follows_serde() {
        let cases = [
            (RenameRule::Lower, "blockpstn", "call_handler"),
            (RenameRule::Upper, "BLOCKPSTN", "CALL_HANDLER"),
            (RenameRule::Pascal, "BlockPstn", "CallHandler"),
            (RenameRule::Camel, "blockPstn", "callHandler"),
            (RenameRule::Snake, "block_pstn", "call_handler"),
            (RenameRule::ScreamingSnake, "BLOCK_PSTN", "CALL_HANDLER"),
            (RenameRule::Kebab, "block-pstn", "call-handler"),
            (RenameRule::ScreamingKebab, "BLOCK-PSTN", "CALL-HANDLER"),
        ];
        for (rule, variant, field) in cases {
            assert_eq!(rule.apply_to_variant("BlockPstn"), variant, "{rule:?}");
            assert_eq!(rule.apply_to_field("call_handler"), field, "{rule:?}");
        }
    }
}
