// What plates.py works out, while the load is typed; one table of cases holds both to the same answers.
const PLATES = { kg: [25, 20, 15, 10, 5, 2.5, 1.25], lb: [45, 35, 25, 10, 5, 2.5] };
const SVG = "http://www.w3.org/2000/svg";
const exact = (number) => Math.round(number * 100); // hundredths, so that nothing is lost

/** { side: [[plate, how many]], below, above } as in plates.py; `below` is null where the bar is too heavy. */
export function loading(load, bar, unit) {
  const [wanted, empty] = [exact(load), exact(bar)];
  if (wanted < empty) return { side: [], below: null, above: bar };
  const pair = exact(PLATES[unit].at(-1)) * 2;
  const below = empty + Math.floor((wanted - empty) / pair) * pair;
  let left = (below - empty) / 2;
  const side = [];
  for (const plate of PLATES[unit]) {
    const count = Math.floor(left / exact(plate));
    left -= count * exact(plate);
    if (count) side.push([plate, count]);
  }
  return { side, below: below / 100, above: (below === wanted ? below : below + pair) / 100 };
}

/** The plates as rectangles, the way the page draws them (templates/journal/plates.html). */
function drawn(svg, side) {
  const heights = JSON.parse(svg.dataset.heights);
  svg.querySelectorAll("[data-plate]").forEach((one) => one.remove());
  let x = 46;
  for (const [plate, count] of side) {
    for (let number = 0; number < count; number += 1) {
      const high = heights[String(plate)];
      const rect = document.createElementNS(SVG, "rect");
      for (const [name, value] of Object.entries({ x, y: 40 - high / 2, width: 9, height: high, rx: 2, class: "plate", "data-plate": plate })) {
        rect.setAttribute(name, value);
      }
      svg.append(rect);
      x += 11;
    }
  }
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** Words and picture of a plate calculator for a load in the unit of the plates. */
export function show(box, load, bar) {
  const { unit } = box.dataset;
  const found = loading(load, bar, unit);
  const plates = found.side.map(([plate, count]) => `${count} × ${plate}`).join(", ");
  const each = fill(plates ? box.dataset.each : box.dataset.empty, { plates, bar, unit, load: found.below });
  const near = found.below === null
    ? fill(box.dataset.heavy, { bar, unit, load })
    : found.below === found.above ? "" : fill(box.dataset.near, { load, below: found.below, above: found.above, unit });
  box.querySelector("[data-near]").textContent = near;
  box.querySelector("[data-near]").hidden = !near;
  box.querySelector("[data-each]").textContent = found.below === null ? "" : each;
  drawn(box.querySelector("svg"), found.side);
}
