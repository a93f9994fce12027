// What a keyboard, an ear and an eye without colours need. Evaluated by test_keyboard.py; `stops` finds every control
// that Tab must reach, `rings` says whether the one with the focus shows it, `still` whether anything moves,
// `told` whether what is chosen differs from what is not.
({
  stops() {
    const shown = (node) => node.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true});
    const all = document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']");
    const seen = new Set();
    return [...all].filter((node) => {
      if (!shown(node) || node.disabled || node.tabIndex < 0) return false;
      if (node.type !== "radio") return true;
      const group = `${node.form?.id ?? ""}/${node.name}`;  // one stop for all of a group
      if (seen.has(group)) return false;
      seen.add(group);
      return true;
    }).length;
  },

  name(node) {
    return node.type === "radio" ? `radio ${node.name}` : node.outerHTML.replace(/\s+/g, " ").slice(0, 80);
  },

  rings() {
    const node = document.activeElement;
    if (!node || node === document.body) return "";
    const visible = (one) => one && getComputedStyle(one).outlineStyle !== "none" && parseFloat(getComputedStyle(one).outlineWidth) >= 2;
    const around = [node, node.nextElementSibling, node.closest(".chip, .opt, .tick, label"), node.parentElement];
    const inView = node.getBoundingClientRect();
    const lost = inView.bottom < 0 || inView.top > innerHeight ? "out of view: " : "";
    const ring = around.some(visible) ? "" : "no ring: ";
    return lost + ring ? lost + ring + node.outerHTML.replace(/\s+/g, " ").slice(0, 90) : "";
  },

  still() {
    const seconds = (list) => Math.max(...list.split(",").map(parseFloat));
    const moving = [...document.querySelectorAll("*")].filter((node) => {
      const style = getComputedStyle(node);
      return seconds(style.transitionDuration) > 0 || (style.animationName !== "none" && seconds(style.animationDuration) > 0);
    });
    return moving.map((node) => node.outerHTML.slice(0, 80));
  },

  told() {
    const face = (input) => {
      if (input.matches(".switch")) return input;
      return input.closest(".chip, .opt, .tick") ?? (input.closest(".rate") ? input.nextElementSibling : null);
    };
    const look = (node) => {
      const {backgroundColor, borderColor, color, borderWidth} = getComputedStyle(node);
      return [backgroundColor, borderColor, color, borderWidth].join(" ");
    };
    const wrong = [];
    for (const input of document.querySelectorAll("input:checked")) {
      const own = face(input);
      const others = [...document.querySelectorAll(`input[type=${input.type}]:not(:checked)`)];
      const other = others.map(face).find((one) => one && own && one.className === own.className && one.tagName === own.tagName);
      if (own?.checkVisibility() && other && look(own) === look(other)) wrong.push(own.outerHTML.slice(0, 90));
    }
    for (const node of document.querySelectorAll(".btn.pri, .btn.soft, .chip, .opt")) {
      if (node.checkVisibility() && parseFloat(getComputedStyle(node).borderWidth) < 1) wrong.push(`no border: ${node.outerHTML.slice(0, 80)}`);
    }
    return wrong;
  },
})
