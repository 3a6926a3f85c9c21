/** How to import one resource type. */
interface Import {
  /** Sentences that describe the identifier. */
  readonly identifier: string;
  readonly address: string;
  /** The identifier as a shell argument. */
  readonly example: string;
}

const IMPORTS: Readonly<Record<string, Import>> = {
  tuneform_experiment: {
    identifier:
      'The identifier is the name of the current tuning job. The job must carry the tags of the provider’s `owner`. Tuneform ' +
      'reads all other attributes from the job, and finds the earlier generations of the experiment by their tags.',
    address: 'tuneform_experiment.digits',
    example: "'<tuning job name>'",
  },
  tuneform_endpoint: {
    identifier:
      'The identifier is the name of the endpoint. Its tag `tuneform:owner` must be the provider’s `owner`.',
    address: 'tuneform_endpoint.digits',
    example: 'digits',
  },
  tuneform_champion: {
    identifier:
      'The identifier is the name of the training job that is the champion. Its tuning job must carry the tags of the provider’s `owner`; ' +
      'the other searches of the experiment follow from them. What was configured about the choice is recorded nowhere, so the next plan ' +
      'shows it as an update that changes no model.',
    address: 'tuneform_champion.digits',
    example: "'<training job name>'",
  },
  tuneform_training_job: {
    identifier:
      'The identifier is the name of the training job. It must carry the tags of the provider’s `owner` and must not have been launched ' +
      'by a search. Tuneform reads all other attributes from the job, and judges it by the default of `require`.',
    address: 'tuneform_training_job.smoke',
    example: "'<training job name>'",
  },
  tuneform_container_image: {
    identifier:
      'The identifier is the URI of the image, with tag or digest. A registry does not record the folder that an image was ' +
      'built from, so the next plan shows an update that takes the folder from the configuration.',
    address: 'tuneform_container_image.training',
    example: "'123456789012.dkr.ecr.us-east-1.amazonaws.com/digits@sha256:<digest>'",
  },
};

/**
 * Returns the section `## Import` of a resource's page, empty for a resource that cannot be imported.
 *
 * @throws If this file describes the import of a resource that cannot be imported, or lacks one that can.
 */
export function importSection(typeName: string, importable: boolean): readonly string[] {
  const described = IMPORTS[typeName];
  if ((described !== undefined) !== importable) {
    throw new Error(`${typeName}: the reference and the provider disagree about whether it can be imported.`);
  }
  if (described === undefined) return [];
  const { identifier, address, example } = described;
  return ['## Import', identifier, `\`\`\`shell\nterraform import ${address} ${example}\n\`\`\``];
}
