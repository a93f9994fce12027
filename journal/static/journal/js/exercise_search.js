// Finds exercises while typing, by the rules and over the words of exercise_search.py.
const plain = (text) =>
  text.slice(0, 80).normalize("NFKC").toLowerCase().replace(/['’]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

// Latin letters match from the beginning of a word or syllable on and across them; Chinese matches anywhere.
function pattern(word) {
  const isLatin = [...word].every((letter) => letter < "\u0080");
  return new RegExp((isLatin ? "(?:^| )" : "") + [...word].join(" ?"), "u");
}

/** A function from what an exercise is found by to its rank, 0 the best; null when it is not found. */
export function ranking(text) {
  const words = plain(text).split(" ").filter(Boolean);
  const patterns = words.map(pattern);
  const squashed = words.join("");
  const holdsAll = (part) => patterns.every((one) => one.test(part));
  return (searched) => {
    if (!holdsAll(searched)) return null;
    const parts = searched.split(" # ")[0].split(" | ");
    const whole = parts.map((part) => part.replaceAll(" ", ""));
    if (whole.includes(squashed)) return 0;
    if (whole.some((part) => part.startsWith(squashed))) return 1;
    return parts.slice(0, 2).some(holdsAll) ? 2 : 3;
  };
}
