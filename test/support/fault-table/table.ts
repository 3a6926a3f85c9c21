import { FAULTS } from './faults';
import type { FaultColumn } from './faults';
import type { Cell, Sequel } from './play-cell';
import { LOOKS, SCENARIOS } from './scenarios';
import type { Scenario } from './scenarios';

const SEQUELS: readonly Sequel[] = ['apply again', 'destroy'];

/** The faults that stand for the others where the same mechanism is held to all of them in another row. */
const REPRESENTATIVE = new Set(['answers lost', 'denied', 'answered, then expired', 'done, interrupted']);

/** Every operation that changes something, with every fault, and both sequels. */
export function table(): readonly Cell[] {
  return [...SCENARIOS, ...LOOKS]
    .flatMap((scenario) =>
      FAULTS.filter((column) => meets(scenario, column)).map((column) => ({ scenario, column })),
    )
    .flatMap((cell) => SEQUELS.map((sequel) => ({ ...cell, sequel })))
    .filter(isFair)
    .map((cell, index) => ({ ...cell, name: `f${String(index).padStart(3, '0')}` }));
}

/** The shares of the table that run concurrently, each in its own test file. */
export const PARTS = ['live endpoints', 'all else'] as const;
export type Part = (typeof PARTS)[number];

/** Returns the part that a cell is in. An endpoint that is changed or removed takes longest, so half of the time is theirs. */
export function partOf({ scenario }: Cell): Part {
  const isLive = scenario.typeName === 'tuneform_endpoint' && scenario.before !== undefined;
  return isLive ? 'live endpoints' : 'all else';
}

/** Returns the name of a cell in a report. */
export function titleOf({ scenario, column, sequel }: Cell): string {
  return `${scenario.operation}, ${scenario.when}: ${column.name}; then ${sequel}`;
}

function meets({ costs, killed }: Scenario, { name, kills }: FaultColumn): boolean {
  return costs === true || REPRESENTATIVE.has(name) || (killed === true && kills === true);
}

/**
 * No state knows what a killed provider made, so a destroy right afterwards cannot know it either, unless the provider changed or removed
 * what state has; nor can it know what state has forgotten. A fault that a retry mends is played once.
 */
function isFair({ scenario, column, sequel }: Omit<Cell, 'name'>): boolean {
  if (scenario.unproven === true) return sequel === 'destroy';
  if (scenario.forgets === true && sequel === 'destroy') return false;
  if (scenario.appliesAgain === true && sequel === 'destroy') return false;
  const isKnown = scenario.before !== undefined || column.kills !== true;
  return sequel === 'apply again' || (isKnown && column.passes !== true);
}
