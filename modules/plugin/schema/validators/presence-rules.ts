import { errorAt, formatPath } from '../../../kernel';
import type { AttributePath } from '../../../kernel';
import { pathOf, placeStateAt } from './config-rule';
import type { ConfigRule, Place, PlaceState } from './config-rule';

/** At most one of the places is set. The error is at every further one. */
export function conflicting(...places: readonly Place[]): ConfigRule {
  const names = listOf(places);
  return rule(`At most one of ${names} may be set.`, places, ({ set }) =>
    set.slice(1).map((path) => tooMany(path, { first: set[0] ?? path, names, allowed: 'at most one' })),
  );
}

/** One of the places is set, and no other. */
export function exactlyOneOf(...places: readonly Place[]): ConfigRule {
  const names = listOf(places);
  return rule(`Exactly one of ${names} must be set.`, places, ({ set, open }) => {
    if (set.length === 0) return open.length === 0 ? [noneSet(names)] : [];
    return set
      .slice(1)
      .map((path) => tooMany(path, { first: set[0] ?? path, names, allowed: 'exactly one' }));
  });
}

/** One of the places is set, or several. */
export function atLeastOneOf(...places: readonly Place[]): ConfigRule {
  const names = listOf(places);
  return rule(`At least one of ${names} must be set.`, places, ({ set, open }) =>
    set.length + open.length === 0 ? [noneSet(names)] : [],
  );
}

/** All of the places are set, or none. The error is at every one that is missing. */
export function requiredTogether(...places: readonly Place[]): ConfigRule {
  const names = listOf(places);
  return rule(`${names} must be set together or not at all.`, places, ({ set, absent }) => {
    const [first] = set;
    if (first === undefined) return [];
    return absent.map((path) =>
      errorAt(
        path,
        'Attributes Belong Together',
        `"${formatPath(path)}" is missing, and "${formatPath(first)}" is set: ${names} are set together or not at all. ` +
          `Set "${formatPath(path)}", or remove "${formatPath(first)}".`,
      ),
    );
  });
}

type Found = Readonly<Record<PlaceState, readonly AttributePath[]>>;

function rule(
  description: string,
  places: readonly Place[],
  judge: (found: Found) => ReturnType<ConfigRule['check']>,
): ConfigRule {
  const paths = places.map(pathOf);
  return {
    description,
    check: (config) => {
      const of = (presence: PlaceState) => paths.filter((path) => placeStateAt(config, path) === presence);
      return judge({ set: of('set'), absent: of('absent'), open: of('open') });
    },
  };
}

function listOf(places: readonly Place[]): string {
  return places.map((place) => `"${formatPath(pathOf(place))}"`).join(', ');
}

function tooMany(
  path: AttributePath,
  {
    first,
    names,
    allowed,
  }: { readonly first: AttributePath; readonly names: string; readonly allowed: string },
) {
  return errorAt(
    path,
    'Conflicting Attributes',
    `"${formatPath(path)}" and "${formatPath(first)}" are both set, and ${allowed} of ${names} is allowed. Remove one of them.`,
  );
}

/** Several places are at fault alike, so the whole object is. */
function noneSet(names: string) {
  return errorAt([], 'Missing Attribute', `None of ${names} is set. Set one of them.`);
}
