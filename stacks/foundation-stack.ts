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
} from '../modules/constructs';
import { keepState } from './keep-state';
import type { Settings } from './settings';

/** The objects that experiments need and that outlive them: the image, the data, the bucket and the role. */
export class FoundationStack extends TerraformStack {
  readonly image: ContainerImage;
  readonly bucket: ArtifactBucket;
  readonly role: ExecutionRole;
  readonly train: ChannelData;
  readonly validation: ChannelData;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    keepState(this, settings);
    const { target, owner } = settings;
    const tags = { project: 'tuneform', owner };
    const aws = new AwsProviderFor(this, 'Aws', { target, defaultTags: tags });
    new TuneformProvider(this, 'Tuneform', { target, owner, defaultTags: tags });
    // Objects in the local cloud may be deleted at once; in an AWS account other users may still need them.
    const disposable = target.kind === 'local';

    const repository = new ImageRepository(this, 'Images', {
      name: `${owner}/gradient-boosting`,
      forceDelete: disposable,
    });
    this.image = new ContainerImage(this, 'GradientBoosting', {
      repository,
      folder: join(settings.project, 'containers', 'gradient-boosting'),
      // The local cloud runs the program in its own Python environment, so fetching a base image would be useless.
      preferPacking: true,
    });
    this.bucket = new ArtifactBucket(this, 'Artifacts', {
      name: `tuneform-${owner}-${aws.account}-${aws.region}`,
      forceDestroy: disposable,
    });
    this.train = this.upload('train', settings);
    this.validation = this.upload('validation', settings);
    this.role = new ExecutionRole(this, 'Role', { name: `tuneform-${owner}-execution` });

    new TerraformOutput(this, 'image_uri', { value: this.image.imageUri, staticId: true });
    new TerraformOutput(this, 'artifact_bucket', { value: this.bucket.bucketName, staticId: true });
    new TerraformOutput(this, 'role_arn', { value: this.role.roleArn, staticId: true });
  }

  private upload(channel: string, settings: Settings): ChannelData {
    return new ChannelData(this, `Data-${channel}`, {
      bucket: this.bucket,
      prefix: `digits/${channel}`,
      folder: join(settings.dataset, channel),
      remedy: 'Run `npm run data` to prepare the digits.',
    });
  }
}
