// What pace.py works out, while minutes and distance are typed; one table of cases holds both to the same answers.

/** `5:46` or `18.2`; empty where nothing sensible comes out. */
export function pace(minutes, metres, way, unitM) {
  if (!(minutes > 0) || !(metres > 0)) return "";
  const perKm = (minutes * 60_000) / metres;
  if (way === "speed") {
    const kmh = 3600 / perKm;
    return kmh >= 1 && kmh <= 120 ? String(Math.floor((3_600_000 / perKm / unitM) * 10 + 0.5) / 10) : "";
  }
  if (perKm < 120 || perKm > 1800) return "";
  const seconds = Math.floor((perKm * (way === "swim" ? 100 : unitM)) / 1000 + 0.5);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
