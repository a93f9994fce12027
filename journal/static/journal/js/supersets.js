// Where a superset goes on: a set of each exercise in turn, then the rest. Below: which exercises alternate, by numbers of
// neighbours, as journal/supersets.py has it.

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

/** Groups counted from 1 in their order; what has no neighbour of the same number stands alone. */
export function tidy(numbers) {
  let free = 0;
  return numbers.map((number, index) => {
    if (!number || (numbers[index - 1] !== number && numbers[index + 1] !== number)) return null;
    if (numbers[index - 1] !== number) free += 1;
    return free;
  });
}

/** The exercise at `place` alternates with the next one; their groups become one. */
export function linked(numbers, place) {
  const pair = [numbers[place], numbers[place + 1]];
  const number = pair[0] ?? pair[1] ?? Math.max(0, ...numbers) + 1;
  return tidy(numbers.map((known, index) => (index === place || index === place + 1 || (known && pair.includes(known)) ? number : known)));
}

/** The exercise at `place` stands alone again. */
export const unlinked = (numbers, place) => tidy(numbers.map((known, index) => (index === place ? null : known)));
