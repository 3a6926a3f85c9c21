import { writtenWarnings } from '../support/written-summaries';

/**
 * Terraform plans again during an apply and shows the warnings of that plan when the apply is done. So a title has to be true before and
 * after: every one is here, below what makes it so.
 */
const TRUE_AT_BOTH_TIMES: Readonly<Record<string, readonly string[]>> = {
  'It names what the plan is about by a noun, and does not say whether that is ahead or done.': [
    'End of live endpoint …',
    'Folder Packed Without a Builder',
    'Launch of …: 1 job, …',
    'Launch of …: size unknown',
    'Possible Launch of a Training Job',
    'Possible launch of …: 1 job',
    'Possible launch of …: size unknown',
    'Price of endpoint…: … → …',
    'Recorded, Not Enforced Locally',
    'Smoke Run Continued',
    'Stop of an Earlier Search',
    'launchTitle()',
  ],
  'It says what the configuration is, which an apply leaves as it is.': [
    'Autotune Without a Bound',
    'Compression Has No Effect',
    'Criterion Has No Effect',
    'Deprecated',
    'Deprecated Attribute',
    'Deprecated Block',
    'Encryption Has No Effect',
    'Folder Without a Name',
    'Image Not Pinned to a Digest',
    'Many Metric Definitions',
    'More Jobs Than the Default Quota',
    'More Parallel Jobs Than the Quota',
    'Nothing to Choose From',
    'Objectives Are Different Metrics',
    'Parallel Jobs Learn Little',
    'Possible Secret in Plain Text',
    'Record Wrapper Has No Effect',
    'Regex Can Read a Wrong Value',
    'Regex Captures Several Values',
    'Regex Misses Some Values',
    'Runtime Exceeds 28-Day Limit',
    'Runtime Exceeds 30-Day Limit',
    'Spot Without Checkpoints',
  ],
  'It says what has happened before the plan, which no apply undoes.': [
    'Owner Changed',
    'Price Table Outdated',
    'Smoke Run Failed Before',
  ],
  'It says what goes on, and applying does not end that.': [
    'Change Not Served Yet',
    'Earlier Search Still Running',
  ],
  'It says what a look found; the plan during the apply looks again, after what the apply has made by then.':
    [
      'Artifact Not Checked',
      'Artifact in Use Is Missing',
      'Image in Use Is Missing',
      'Not Everything Checked Before the Launch',
      'summaryOf()',
    ],
  'It says what a refresh has found, and the plan during an apply follows no refresh.': [
    'Endpoint Changed Elsewhere',
    'Endpoint Content Missing',
    'Endpoint Missing',
    'Running Tuning Job Not in State',
    'Training Job Record Missing',
    'Tuning Job Record Missing',
  ],
  'It says what an apply or a refresh has seen of a search that has ended or is waited for; no plan says it.':
    [
      'Champion Decided Without Some Training Jobs',
      'Champion Needs an Objective',
      'Champion Not Decided Yet',
      'Search Record Missing',
      'Search Without a Winner',
      'Training Job List Incomplete',
      'Winner Not Planned Yet',
      'titleOf()',
    ],
  'It says what an apply or a destruction itself has met; no plan says it.': [
    'Adopted Existing Endpoint',
    'Adopted Existing Training Job',
    'Adopted Existing Tuning Job',
    'Earlier Configurations Not Deleted',
    'Earlier Search Not Stopped',
    'Endpoint Left to Another Object',
    'Endpoint Not Confirmed',
    'Endpoint Not Ready Yet',
    'Image Kept',
    'Launch Not Confirmed',
    'Launch Not Finished',
    'Running Training Jobs Not Listed',
    'Running Tuning Jobs Not Listed',
    'Search Launched in Part',
    'Smoke Request Failed',
    'Smoke Request Not Made',
    'Stopped a Training Job Not in State',
    'Stopped a Tuning Job Not in State',
    'Training Job Left to Another Object',
    'Training Job Record Not Deleted',
    'Tuning Job Left to Another Object',
    'Tuning Job Not Launched Yet',
    'Tuning Job Record Not Deleted',
    'Tuning Job Waits for Its Parents',
  ],
};

/** A verb that says what applying will do, and is wrong once that is done. */
const AHEAD = /^(?:Launches|Extends|Stops|Ends|Continues|Starts|Deletes|Replaces|Packs|May|Will|Applying)\b/;

describe('the title of a warning', () => {
  const titles = Object.values(TRUE_AT_BOTH_TIMES).flat();

  it('is true before and after an apply, for a reason', () => {
    expect([...titles].sort()).toEqual(writtenWarnings());
  });

  it('does not say what applying will do', () => {
    expect(titles.filter((title) => AHEAD.test(title))).toEqual([]);
    expect(['Launches churn: 1 job', 'Ends live endpoint'].every((title) => AHEAD.test(title))).toBe(true);
  });
});
