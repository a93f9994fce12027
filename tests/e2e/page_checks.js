// Looks at a page as a person with a thumb, or with ears only, would. Returns what is wrong, one line each.
// Evaluated by test_every_screen.py with {language, allowed}: `allowed` are pieces of people's own text and of brands. With
// `targetsAlone` it only measures what a thumb must hit, on a narrower phone or with larger text.
({language, allowed, targetsAlone}) => {
  const found = [];
  const brief = (node) => node.outerHTML.replace(/\s+/g, " ").slice(0, 90);
  const shown = (node) => node.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true});
  const controls = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [tabindex='0']";

  const named = (node) => [
    node.getAttribute("aria-label"), node.title, node.innerText,
    ...(node.getAttribute("aria-labelledby") || "").split(" ").map((id) => document.getElementById(id)?.textContent),
    ...[...(node.labels || [])].map((label) => label.textContent + (label.querySelector("[aria-label]")?.ariaLabel || "")),
    ...[...node.querySelectorAll("[aria-label]")].map((inner) => inner.ariaLabel),
  ].some((text) => (text || "").trim());

  // A radio or tick is reached by its whole label; a link in running text is as high as its line (WCAG 2.5.8).
  const target = (node) => (node.matches("[type=radio], [type=checkbox]") && node.closest("label")) || node;
  const inSentence = (node) => node.matches("a") && getComputedStyle(node).display === "inline"
    && node.parentElement.textContent.trim().length > node.textContent.trim().length;
  const tall = ".btn, .chip, .ico, .opt, nav a, summary, select, textarea, ul.rows a, input:not([type=radio], [type=checkbox])";

  if (document.querySelectorAll("h1").length !== 1) found.push(`${document.querySelectorAll("h1").length} h1`);
  if (!/^[^\s·]/.test(document.title)) found.push(`title: ${document.title}`);
  if (document.documentElement.lang.toLowerCase() !== language) found.push(`lang: ${document.documentElement.lang}`);
  for (const node of document.querySelectorAll(controls)) {
    if (!shown(node) || node.matches(".skip")) continue;
    if (!named(node)) found.push(`no name: ${brief(node)}`);
    const {width, height} = target(node).getBoundingClientRect();
    if (inSentence(node) || width + height === 0) continue;
    if (Math.min(width, height) < 24) found.push(`target of ${width.toFixed(1)} x ${height.toFixed(1)}: ${brief(node)}`);
    else if (target(node).matches(tall) && height < 43.9) found.push(`only ${height.toFixed(1)} high: ${brief(node)}`);
  }

  if (targetsAlone) return [...new Set(found)];

  const texts = [["title", document.title]];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const parent = node.parentElement;
    if (parent.closest(`script, style, template, pre, code, [lang]:not([lang='${document.documentElement.lang}'])`)) continue;
    if (shown(parent)) texts.push(["text", node.data]);
  }
  for (const name of ["aria-label", "placeholder", "title", "alt"]) {
    for (const node of document.querySelectorAll(`[${name}]`)) texts.push([name, node.getAttribute(name)]);
  }
  for (const [kind, whole] of texts) {
    const text = allowed.reduce((rest, piece) => rest.replaceAll(piece, " — "), whole.replace(/\s+/g, " ")).trim();
    const said = `${kind}: ${text.slice(0, 80)}`;
    if (language === "en" && /[㐀-鿿]/.test(text)) found.push(`Chinese ${said}`);
    if (language === "en") continue;
    if (/[A-Za-z][\w'’-]*(?:[,;]? [A-Za-z][\w'’-]*){2,}/.test(text)) found.push(`English ${said}`);
    if (/\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\b|\b[ap]\.?m\b/i.test(text)
      || /\d{4}-\d\d-\d\d|\d{1,2}\/\d{1,2}\/\d{2,4}/.test(text)) found.push(`date in ${said}`);
  }
  return [...new Set(found)];
}
