import { TuneformError } from '../../../kernel';
import { impliedType } from '../../cty/implied-type';
import { fromJson, parseJson } from '../../cty/json';
import type { ManagedResource } from '../../framework/managed-resource';
import type { Body } from '../../plan/body';
import { isPlainObject } from '../../rules/kind-of';
import type { CallHandler } from '../call-handler';
import { toDiagnosticMessages } from '../diagnostics';

/** Called on every refresh, even if the version is current. */
export const upgradeResourceState: CallHandler<'UpgradeResourceState'> = async (request, session, caller) => {
  const resource = await session.resource(request.typeName ?? '');
  const json = request.rawState?.json;
  if (json === undefined || json.length === 0) {
    throw new TuneformError(
      `The state of this ${resource.typeName} has the format of Terraform 0.11 or older. ` +
        'Run terraform apply once with Terraform 0.12 to rewrite it.',
      { code: 'STATE_FORM_TOO_OLD', summary: 'State in an Outdated Format' },
    );
  }
  const type = impliedType(resource.schema);
  const stored = parseJson(json);
  const upgraded = await session.run(caller, () => upgrade(resource, request.version ?? 0, stored));
  const rules = { type: 'R38', writeOnly: 'R38', known: 'R38' } as const;
  // No upgrade removes an object: Terraform would forget an existing object and create another.
  const answered = upgraded !== stored && !isPlainObject(upgraded) ? undefined : upgraded;
  const found = answered === undefined ? undefined : (fromJson(type, answered) as Body);
  const { value, breaches } = session.inspect(resource.schema, found, rules);
  const blame = session.blame(breaches, `upgrading the state of ${resource.typeName}`);
  return { upgradedState: session.send(type, value), diagnostics: toDiagnosticMessages(blame, type) };
};

async function upgrade(resource: ManagedResource, from: number, raw: unknown): Promise<unknown> {
  const { version } = resource.schema;
  if (from > version) {
    throw new TuneformError(
      `The state of this ${resource.typeName} was written by a newer release of the provider (schema version ` +
        `${String(from)}, this release knows ${String(version)}). Use that release or a later one.`,
      { code: 'STATE_TOO_NEW', summary: 'State from a Newer Release' },
    );
  }
  let state = raw;
  for (let step = from; step < version; step += 1) {
    const rewrite = resource.upgrade?.[step];
    if (rewrite === undefined) {
      throw new TuneformError(
        `${resource.typeName} cannot upgrade its state from schema version ${String(step)} to ${String(step + 1)}. ` +
          'This is a defect of the provider; please report it. Until it is fixed, use the release that wrote the state.',
        { code: 'UPGRADE_MISSING', summary: 'State Upgrade Missing' },
      );
    }
    state = await rewrite(state);
  }
  return state;
}
