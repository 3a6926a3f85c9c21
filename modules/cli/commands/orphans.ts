import type { AwsSession, OwnedObject } from '../../aws';
import { isJob, removeOwned } from '../../aws';
import { messageOf, TuneformError } from '../../kernel';
import { findOrphans } from '../orphans/find-orphans';
import type { OrphanAnswer } from '../orphans/find-orphans';
import { KnownObjects } from '../orphans/known-objects';
import { readState } from '../orphans/read-state';
import { renderOrphans } from '../orphans/render-orphans';
import { openTarget } from '../target';
import { confirm } from '../terminal/confirm';
import { printJson } from '../terminal/print-json';
import type { Terminal } from '../terminal/terminal';
import type { OrphansFlags } from './flags';
import { readSources } from './read-sources';

/** An orphan and, with `--stop`, the result of its removal. */
type Outcome = OwnedObject & { readonly removed?: boolean; readonly reason?: string };

/** `tuneform orphans` */
export async function orphans(flags: OrphansFlags, terminal: Terminal): Promise<void> {
  const known = await knownObjects(flags.state ?? [], terminal);
  const owners = flags.owner ?? known.owners;
  if (flags.stop === true) rejectBlindStop(flags, owners);
  const session = await openTarget(flags, terminal);
  const signal = new AbortController().signal;
  const answer = await findOrphans(session, { known, owners, ended: flags.all === true }, signal);
  const stops = flags.stop === true && answer.orphans.length > 0;
  const show = (outcomes: readonly Outcome[]): void => {
    if (flags.json === true) printJson(terminal, asJson(outcomes, answer));
    else if (answer.orphans.length > 0 && !stops) terminal.data(renderOrphans(outcomes, terminal.dataStyle));
  };
  if (!stops) {
    show(answer.orphans);
    conclude(answer, { owners, states: flags.state?.length ?? 0 }, terminal);
    return;
  }
  terminal.say(renderOrphans(answer.orphans, terminal.style));
  const agreed = flags.yes === true || (await confirm(question(answer.orphans), terminal));
  const outcomes = agreed ? await removeAll(session, answer.orphans, { terminal, signal }) : answer.orphans;
  show(outcomes);
  if (!agreed) throw found(answer.orphans, 'Nothing was stopped.');
  rejectRemainder(outcomes, answer);
}

async function knownObjects(names: readonly string[], terminal: Terminal): Promise<KnownObjects> {
  const known = new KnownObjects();
  const states = await readSources(names, { what: 'state', how: '--state -' }, terminal);
  for (const { source, content } of states) readState(content, source, known);
  return known;
}

/** Throws for `--stop` without a state or an owner, because then every object, also those in use, would be an orphan. */
function rejectBlindStop({ state, owner }: OrphansFlags, owners: readonly string[]): void {
  if ((state === undefined || state.length === 0) && owner === undefined) {
    throw usage(
      'No State or Owner Given',
      '--stop without --state would stop everything that Tuneform ever created in the account, including objects in use. Give ' +
        'every state that may contain objects with --state, or, if the state is lost, name the owner of the objects with --owner.',
    );
  }
  if (owners.length === 0) {
    throw usage(
      'No Owner in State',
      'No resource in the given state names an owner, so --stop could stop objects that other configurations use. Name the ' +
        'owner of the objects with --owner.',
    );
  }
}

function question(orphans: readonly OwnedObject[]): string {
  const jobs = orphans.filter(({ kind }) => isJob(kind)).length;
  const others = orphans.length - jobs;
  const parts = [
    ...(jobs > 0 ? [`stop ${countOf(jobs, 'job')}`] : []),
    ...(others > 0 ? [`delete ${countOf(others, 'endpoint, configuration or model')}`] : []),
  ].join(' and ');
  return `${parts[0]?.toUpperCase() ?? ''}${parts.slice(1)}?`;
}

async function removeAll(
  session: AwsSession,
  orphans: readonly OwnedObject[],
  { terminal, signal }: { readonly terminal: Terminal; readonly signal: AbortSignal },
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const orphan of orphans) {
    const outcome = await removeOne(session, orphan, signal);
    outcomes.push(outcome);
    const mark = outcome.removed === true ? terminal.style.good('✔') : terminal.style.bad('✘');
    const done = isJob(orphan.kind) ? 'stopped' : 'deleted';
    terminal.say(
      `${mark} ${orphan.kind} ${orphan.name} ${outcome.removed === true ? done : `not ${done}: ${outcome.reason ?? ''}`}`,
    );
  }
  return outcomes;
}

async function removeOne(session: AwsSession, orphan: OwnedObject, signal: AbortSignal): Promise<Outcome> {
  if (!orphan.proven) {
    const reason =
      'its tags do not prove that Tuneform created it; if it is yours, stop or delete it yourself';
    return { ...orphan, removed: false, reason };
  }
  try {
    await removeOwned(session, orphan, signal);
    return { ...orphan, removed: true };
  } catch (error) {
    return { ...orphan, removed: false, reason: messageOf(error) };
  }
}

interface Scope {
  readonly owners: readonly string[];
  readonly states: number;
}

function conclude({ orphans, unlisted }: OrphanAnswer, { owners, states }: Scope, terminal: Terminal): void {
  if (unlisted.length > 0) throw incomplete({ unlisted });
  const whose = owners.length === 0 ? 'of any owner' : `of ${owners.join(', ')}`;
  if (orphans.length > 0) {
    if (states === 0) {
      terminal.say('You gave no state, so the list contains every object with Tuneform’s tags.');
    }
    const billed = orphans.filter((orphan) => orphan.billed).length;
    const cost =
      billed === 0 ? 'They cost nothing.' : `${countOf(billed, 'of them costs', 'of them cost')} money.`;
    throw found(orphans, `${cost} Stop and delete them with --stop.`);
  }
  terminal.say(
    `No orphans ${whose}: ${states === 0 ? 'no object carries Tuneform’s tags' : 'the given states contain every object'}.`,
  );
}

/** Returns the error for orphans found; its exit code differs from that of a failure. */
function found(orphans: readonly OwnedObject[], advice: string): TuneformError {
  return new TuneformError(
    `${countOf(orphans.length, 'object carries', 'objects carry')} Tuneform’s tags, and no given state contains ` +
      `${orphans.length === 1 ? 'it' : 'them'}. ${advice}`,
    { code: 'ORPHANS_FOUND', summary: 'Orphans Found' },
  );
}

function rejectRemainder(outcomes: readonly Outcome[], answer: OrphanAnswer): void {
  const left = outcomes.filter(({ removed }) => removed !== true);
  if (left.length > 0) {
    throw new TuneformError(
      `${countOf(left.length, 'orphan remains', 'orphans remain')}: ` +
        `${left.map(({ kind, name }) => `${kind} ${name}`).join(', ')}. The output gives the reason for each; mend it, and run the command again.`,
      { code: 'ORPHANS_LEFT', summary: 'Orphans Left' },
    );
  }
  if (answer.unlisted.length > 0) throw incomplete(answer);
}

function incomplete({ unlisted }: Pick<OrphanAnswer, 'unlisted'>): TuneformError {
  return new TuneformError(
    `Tuneform could not list every kind of object, so there may be more orphans. ${unlisted
      .map(({ kind, reason }) => `${kind}s: ${reason}`)
      .join('\n')}`,
    { code: 'ORPHANS_NOT_LISTED', summary: 'Listing Incomplete' },
  );
}

function asJson(outcomes: readonly Outcome[], { unlisted }: OrphanAnswer): unknown {
  return {
    orphans: outcomes.map(({ createdAtMs, ...rest }) => ({
      ...rest,
      createdAt: new Date(createdAtMs).toISOString(),
    })),
    unlisted,
  };
}

function countOf(count: number, one: string, many = `${one}s`): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}

const usage = (summary: string, message: string): TuneformError =>
  new TuneformError(message, { code: 'BAD_USAGE', summary });
