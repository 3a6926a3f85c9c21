import type { AttributePath } from '../../../kernel';
import type { PlacedDefinition } from '../../experiment/definitions';
import { placeRanges } from './check-ranges';
import { checkLength } from '../attributes/check-text';
import type { Report } from '../report';

const MAX_NAME = 256;
const MAX_STATIC_VALUE = 2500;
/** SageMaker allows 100 in all and adds one of its own, `_tuning_objective_metric`. */
const MAX_HYPERPARAMETERS = 99;

/** Checks the names of searched and static hyperparameters together: lengths, reserved names, duplicates, number. */
export function checkHyperparameterNames(place: PlacedDefinition, report: Report): void {
  const { definition, path: definitionPath } = place;
  const fixed = Object.entries(definition.static_hyper_parameters ?? {});
  const placed = [...placeRanges(place), ...autoParameters(place)];
  const searched = new Map<string, AttributePath>();
  for (const { range, path } of placed) {
    const at = [...path, 'name'];
    if (range.name === undefined) continue;
    checkOneName(range.name, at, report);
    if (searched.has(range.name)) {
      report.error(
        at,
        'Duplicate Parameter Name',
        `Parameter ${range.name} has more than one range. Keep one of them; names are unique over all kinds.`,
      );
    }
    searched.set(range.name, at);
  }
  for (const [name, value] of fixed) {
    const at = [...definitionPath, 'static_hyper_parameters', name];
    checkOneName(name, at, report);
    const rule = { path: at, name: `static hyperparameter ${name}`, min: 0, max: MAX_STATIC_VALUE };
    checkLength(value, rule, report);
    if (searched.has(name)) {
      report.error(
        at,
        'Parameter Both Searched and Static',
        `Hyperparameter ${name} is in static_hyper_parameters and has a range. Remove it from one of them.`,
      );
    }
  }
  const count = fixed.length + placed.length;
  if (count > MAX_HYPERPARAMETERS) {
    report.error(
      [...definitionPath, 'static_hyper_parameters'],
      'Too Many Hyperparameters',
      `There are ${String(fixed.length)} static and ${String(placed.length)} searched hyperparameters, ${String(count)} in all. At most ${String(MAX_HYPERPARAMETERS)} fit: SageMaker allows 100 and adds _tuning_objective_metric. Pass several settings in one value or in a file.`,
    );
  }
}

function autoParameters({ definition, rangesPath }: PlacedDefinition) {
  return (definition.hyper_parameter_ranges?.auto_parameters ?? []).map(({ name }, index) => ({
    range: { name },
    path: [...rangesPath, 'auto_parameters', index],
  }));
}

function checkOneName(name: string, path: AttributePath, report: Report): void {
  if (!checkLength(name, { path, name: 'a hyperparameter name', min: 1, max: MAX_NAME }, report)) return;
  if (name.startsWith('_')) {
    report.error(
      path,
      'Reserved Hyperparameter Name',
      `Hyperparameter ${name} begins with an underscore, which SageMaker reserves for itself. Rename it.`,
    );
  }
}
