/** Returns a figure beside its maximum: `4.75 ms (goal ≤ 4.20 ms, missed)`. */
export function goal(figure: number, most: number, shown: (figure: number) => string): string {
  return `${shown(figure)} (goal ≤ ${shown(most)}${figure <= most ? '' : ', missed'})`;
}
