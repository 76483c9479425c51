// Light, dark, or as the system has it. What was chosen is kept where the browser allows it.

const KEY = "crossfield-theme";

export function themeSwitch(select: HTMLSelectElement): void {
  select.value = kept() ?? "system";
  apply(select.value);
  select.addEventListener("change", () => {
    apply(select.value);
    keep(select.value);
  });
}

const apply = (theme: string): void => {
  document.documentElement.style.colorScheme = theme === "system" ? "" : theme;
};

function kept(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function keep(theme: string): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // A page from the file system may have no storage.
  }
}
