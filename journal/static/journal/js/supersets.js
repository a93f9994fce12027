// Where a superset goes on: a set of each exercise in turn, then the rest.

/** From the sets done and left of each exercise, and the one just ticked: { next, rests } with the place of the next one. */
export function nextInRound(exercises, place) {
  const done = exercises[place].done;
  const behind = exercises.findIndex((one, index) => index > place && one.left > 0 && one.done < done);
  if (behind >= 0) return { next: behind, rests: false };
  const open = exercises.map((one, index) => ({ ...one, index })).filter((one) => one.left > 0);
  if (!open.length) return { next: -1, rests: true };
  const fewest = Math.min(...open.map((one) => one.done));
  return { next: open.find((one) => one.done === fewest).index, rests: true };
}
