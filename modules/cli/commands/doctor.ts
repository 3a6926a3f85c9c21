import { homedir } from 'node:os';
import { openSession, pricesInForce } from '../../aws';
import type { AwsSession } from '../../aws';
import { providerVersion } from '../../delivery';
import { LOCAL_REGION, messageOf, systemClock, TuneformError } from '../../kernel';
import { checkCredentials, checkRegion } from '../doctor/check-account';
import { checkInstallation } from '../doctor/check-installation';
import { checkLocalCloud } from '../doctor/check-local-cloud';
import type { SeenLocalCloud } from '../doctor/check-local-cloud';
import { checkPrices } from '../doctor/check-prices';
import { checkNode, checkTerraform } from '../doctor/check-tools';
import type { Check } from '../doctor/check';
import { noted } from '../doctor/check';
import { accountNotSeen, lookAtAccount } from '../doctor/look-at-account';
import type { Subjects } from '../doctor/look-at-account';
import { lookAtConfiguration, lookAtNode, lookAtTerraform } from '../doctor/look-at-machine';
import { renderChecks } from '../doctor/render-checks';
import { subjectsOf } from '../doctor/subjects-of';
import { environmentVariable } from '../environment-variable';
import { stateResources } from '../orphans/read-state';
import { chosenTarget, findLocalCloud, openTarget } from '../target';
import type { FoundLocalCloud } from '../target';
import { printJson } from '../terminal/print-json';
import type { Terminal } from '../terminal/terminal';
import type { DoctorFlags } from './flags';
import { readSources } from './read-sources';

/** `tuneform doctor`: looks at everything that a deployment needs, and changes nothing. */
export async function doctor(flags: DoctorFlags, terminal: Terminal): Promise<void> {
  const { target, region } = chosenTarget(flags, terminal);
  const subjects = await subjectsFrom(flags, terminal);
  const found =
    target === 'aws' && flags.endpoint === undefined ? undefined : await findLocalCloud(flags, terminal);
  const checks: readonly Check[] = [
    checkTerraform(lookAtTerraform(terminal)),
    checkNode(process.versions.node, lookAtNode(terminal)),
    checkInstallation(lookAtConfiguration(terminal)),
    ...(target === 'aws' ? [checkRegion(region, regionFrom(flags, terminal))] : []),
    ...(target === 'aws'
      ? await awsChecks(flags, { region, subjects }, terminal)
      : found?.kind === 'running'
        ? await lookAtAccount(localSession(found), subjects)
        : accountNotSeen()),
    pricesCheck({ target, region }, terminal),
    checkLocalCloud(seenOf(found), target, providerVersion()),
  ];
  if (flags.json === true) printJson(terminal, { ok: !checks.some(isError), target, region, checks });
  else terminal.data(renderChecks(checks, terminal.dataStyle));
  const errors = checks.filter(isError).length;
  if (errors > 0) throw unwell(errors);
}

const isError = ({ status }: Check): boolean => status === 'error';

async function subjectsFrom(flags: DoctorFlags, terminal: Terminal): Promise<Subjects> {
  const states = await readSources(flags.state ?? [], { what: 'state', how: '--state -' }, terminal);
  const named = subjectsOf(states.flatMap(({ source, content }) => stateResources(content, source)));
  return {
    roles: flags.role === undefined ? named.roles : [flags.role],
    images: flags.image === undefined ? named.images : [flags.image],
    instanceTypes: flags.type ?? named.instanceTypes,
  };
}

async function awsChecks(
  flags: DoctorFlags,
  { region, subjects }: { readonly region: string; readonly subjects: Subjects },
  terminal: Terminal,
): Promise<readonly Check[]> {
  let session: AwsSession;
  try {
    session = await openTarget({ ...flags, target: 'aws' }, terminal);
  } catch (error) {
    return [checkCredentials({ unseen: 'no credentials', actions: [], reason: messageOf(error) }, region)];
  }
  return lookAtAccount(session, subjects);
}

const localSession = ({
  endpoint,
  credentials,
}: FoundLocalCloud & { readonly kind: 'running' }): AwsSession =>
  openSession({ target: 'local', region: LOCAL_REGION, endpoint, credentials });

function regionFrom({ region }: DoctorFlags, { env }: Terminal): string | undefined {
  if (region !== undefined) return '--region';
  return ['AWS_REGION', 'AWS_DEFAULT_REGION'].find((name) => environmentVariable(env, name) !== undefined);
}

function pricesCheck(
  of: { readonly target: 'local' | 'aws'; readonly region: string },
  { env }: Terminal,
): Check {
  try {
    return checkPrices(pricesInForce(of, { env, home: homedir() }), systemClock.now());
  } catch (error) {
    return noted({ id: 'prices', title: 'Prices' }, messageOf(error), 'npx tuneform prices refresh');
  }
}

function seenOf(found: FoundLocalCloud | undefined): SeenLocalCloud {
  if (found === undefined) return { kind: 'none' };
  const { endpoint: url } = found;
  if (found.kind === 'running') {
    return { kind: 'running', url, version: found.version, runner: found.runner };
  }
  if (found.kind === 'unproven') return { kind: 'unproven', url, file: found.file, known: found.known };
  return found.pid === undefined ? { kind: 'none' } : { kind: 'silent', pid: found.pid };
}

/** The checks are the data, so the error only counts them. */
const unwell = (count: number): TuneformError =>
  new TuneformError(
    `${count === 1 ? 'One check' : `${String(count)} checks`} failed; the arrow below each says what to do.`,
    { code: 'DOCTOR_FOUND_ERRORS', summary: 'Not Everything Is Well' },
  );
