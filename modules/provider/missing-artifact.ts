import { lookForObject } from '../aws';
import type { AwsSession } from '../aws';
import { messageOf, TuneformError, warningAt } from '../kernel';
import type { Diagnostic } from '../kernel';
import { parseS3Address } from '../tuning';

const REMEDY =
  'Restore the object, from an earlier version or a copy, or serve another artifact: raising the experiment’s run ' +
  'searches again.';

/** An object that uses an artifact. */
export interface ArtifactUse {
  /** As in `Endpoint "churn"`. */
  readonly who: string;
  /** The artifact, `s3://…/model.tar.gz`; null if there is none. */
  readonly uri: string | null;
  /** What follows if the artifact is gone. */
  readonly then: string;
}

/** Returns a warning if the artifact no longer exists, or if the look for it would leave AWS; nothing if that is unknown. */
export async function artifactMissingWarnings(
  session: AwsSession,
  { who, uri, then }: ArtifactUse,
  signal: AbortSignal,
): Promise<readonly Diagnostic[]> {
  try {
    const missing = await missingArtifact(session, uri, signal);
    if (missing === undefined) return [];
    return [
      warningAt(
        [],
        'Artifact in Use Is Missing',
        `${who} uses artifact "${uri ?? ''}", but ${missing}: ${then}. ${REMEDY} [ARTIFACT_IN_USE_MISSING]`,
      ),
    ];
  } catch (error) {
    return [
      warningAt(
        [],
        'Artifact Not Checked',
        `Tuneform did not check that artifact "${uri ?? ''}" still exists. ${messageOf(error)} [ARTIFACT_NOT_CHECKED]`,
      ),
    ];
  }
}

/** Throws ARTIFACT_MISSING if the artifact to deploy to an endpoint is known not to exist. */
export async function requireArtifact(
  session: AwsSession,
  { endpoint, uri }: { readonly endpoint: string; readonly uri: string },
  signal: AbortSignal,
): Promise<void> {
  // A look that may not be sent forbids nothing: the service looks for the artifact itself.
  const missing = await missingArtifact(session, uri, signal).catch(() => undefined);
  if (missing === undefined) return;
  throw new TuneformError(
    `Tuneform did not deploy artifact "${uri}" to endpoint "${endpoint}" and changed nothing, because ${missing}. ${REMEDY}`,
    { code: 'ARTIFACT_MISSING', summary: 'Artifact Missing' },
  );
}

/** Returns why an artifact cannot be downloaded, or undefined if it can or if that is unknown. */
async function missingArtifact(
  session: AwsSession,
  uri: string | null,
  signal: AbortSignal,
): Promise<string | undefined> {
  const address = parseS3Address(uri ?? '');
  if (address === undefined || address.key === '') return undefined;
  const sight = await lookForObject(session, address, signal);
  return sight === 'absent' ? `S3 finds no object "${address.key}" in bucket "${address.bucket}"` : undefined;
}
