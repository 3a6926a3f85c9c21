import type { Construct } from 'constructs';
import { join } from 'node:path';
import {
  ArtifactBucket,
  AwsProviderFor,
  ChannelData,
  ContainerImage,
  ExecutionRole,
  ImageRepository,
  TerraformOutput,
  TerraformStack,
  TuneformProvider,
  repositoryAddress,
} from '../modules/constructs';
import type { Channel, ContainerImageProps, TuningExperiment } from '../modules/constructs';
import { keepState } from './keep-state';
import type { Settings } from './settings';

/** What every example has: one stack with its image, its data, its bucket and its role. Its id is the example's name. */
export abstract class ExampleStack extends TerraformStack {
  protected readonly settings: Settings;
  protected readonly image: ContainerImage;
  protected readonly bucket: ArtifactBucket;
  protected readonly role: ExecutionRole;

  constructor(
    scope: Construct,
    name: string,
    settings: Settings,
    image: Pick<ContainerImageProps, 'buildArgs'> = {},
  ) {
    super(scope, name);
    keepState(this, settings);
    const { target, owner, project } = settings;
    const tags = { project: 'tuneform', owner };
    const aws = new AwsProviderFor(this, 'Aws', { target, defaultTags: tags });
    new TuneformProvider(this, 'Tuneform', { target, owner, defaultTags: tags });
    // Objects in the local cloud may be deleted at once; in an AWS account other users may still need them.
    const disposable = target.kind === 'local';

    const repository = new ImageRepository(this, 'Images', {
      name: `${owner}/${name}`,
      forceDelete: disposable,
    });
    this.settings = settings;
    this.image = new ContainerImage(this, 'Image', {
      repository,
      folder: join(project, 'containers', name),
      // On the local target this machine's own packages replace the base image's.
      preferPacking: true,
      ...image,
    });
    this.bucket = new ArtifactBucket(this, 'Artifacts', {
      name: `tuneform-${owner}-${name}-${aws.account}-${aws.region}`,
      forceDestroy: disposable,
    });
    this.role = new ExecutionRole(this, 'Role', { name: `tuneform-${owner}-${name}` });
    this.output('image_uri', this.image.imageUri);
    if (target.kind === 'aws' && target.account !== undefined) {
      const place = { account: target.account, region: target.region, name: `${owner}/${name}` };
      // Known before the repository is there, so that a reviewer sees where the image goes.
      this.output('image_repository', repositoryAddress(place));
    }
  }

  /** Uploads one channel of the prepared data. */
  protected upload(channel: string): Channel {
    const name = this.node.id;
    return new ChannelData(this, `Data-${channel}`, {
      bucket: this.bucket,
      prefix: `${name}/${channel}`,
      folder: join(this.settings.dataset, channel),
      remedy: `Run \`npm run example ${name}\` to prepare it.`,
    }).channel;
  }

  /** The outputs that `npm run example` reads. */
  protected report(experiment: TuningExperiment): void {
    this.output('tuning_job_name', experiment.tuningJobName);
    this.output('cost_ceiling', experiment.costCeiling);
    this.output('best_training_job_name', experiment.bestTrainingJobName);
    this.output('best_metric_value', experiment.bestMetricValue);
    this.output('model_data_url', experiment.modelDataUrl);
    this.output('endpoint_name', experiment.endpointName);
  }

  protected output(name: string, value: string | number): void {
    new TerraformOutput(this, name, { value, staticId: true });
  }
}
