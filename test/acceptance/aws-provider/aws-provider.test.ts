import { DescribeImagesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { HeadBucketCommand, PutObjectCommand, DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';
import { TerraformWorkspace } from './terraform-workspace';

const PROVIDER = `
provider "aws" {
  s3_use_path_style       = true
  skip_metadata_api_check = true
  default_tags { tags = { team = "ranking" } }
}
`;

const STORAGE = `
resource "aws_s3_bucket" "artifacts" {
  bucket        = "ranking-artifacts"
  force_destroy = true
  tags          = { purpose = "models & data" }
}
resource "aws_s3_bucket_versioning" "artifacts" {
  bucket = aws_s3_bucket.artifacts.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_bucket_server_side_encryption_configuration" "artifacts" {
  bucket = aws_s3_bucket.artifacts.id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default { sse_algorithm = "aws:kms" }
  }
}
resource "aws_s3_bucket_public_access_block" "artifacts" {
  bucket                  = aws_s3_bucket.artifacts.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
resource "aws_s3_bucket_ownership_controls" "artifacts" {
  bucket = aws_s3_bucket.artifacts.id
  rule { object_ownership = "BucketOwnerEnforced" }
}
resource "aws_s3_bucket_policy" "artifacts" {
  bucket = aws_s3_bucket.artifacts.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "TlsOnly"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.artifacts.arn, "\${aws_s3_bucket.artifacts.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}
resource "aws_s3_object" "data" {
  bucket       = aws_s3_bucket.artifacts.id
  key          = "data/train set+1.csv"
  content      = "a,b\\n1,2\\n"
  content_type = "text/csv"
  depends_on   = [aws_s3_bucket_versioning.artifacts]
}
`;

const IDENTITY = `
data "aws_caller_identity" "me" {}
resource "aws_iam_role" "training" {
  name = "ranking-training"
  path = "/service/"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "sagemaker.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.me.account_id } }
    }]
  })
  tags = { purpose = "training" }
}
resource "aws_iam_role_policy" "training" {
  name   = "data"
  role   = aws_iam_role.training.id
  policy = data.aws_iam_policy_document.data.json
}
data "aws_iam_policy_document" "data" {
  statement {
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["\${aws_s3_bucket.artifacts.arn}/*"]
  }
}
resource "aws_iam_policy" "logs" {
  name   = "ranking-logs"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "logs:*", Resource = "*" }] })
}
resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.training.name
  policy_arn = aws_iam_policy.logs.arn
}
resource "aws_cloudwatch_log_group" "jobs" {
  name              = "/ranking/jobs"
  retention_in_days = 14
}
`;

const IMAGES = (retained: number): string => `
resource "aws_ecr_repository" "trainer" {
  name                 = "ranking/trainer"
  image_tag_mutability = "IMMUTABLE"
  force_delete         = true
  image_scanning_configuration { scan_on_push = true }
}
resource "aws_ecr_lifecycle_policy" "trainer" {
  repository = aws_ecr_repository.trainer.name
  policy = jsonencode({ rules = [{
    rulePriority = 1
    description  = "keep the newest"
    selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = ${String(retained)} }
    action       = { type = "expire" }
  }] })
}
resource "aws_ecr_repository_policy" "trainer" {
  repository = aws_ecr_repository.trainer.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Sid = "pull", Effect = "Allow", Principal = { Service = "sagemaker.amazonaws.com" }, Action = ["ecr:BatchGetImage"]
  }] })
}
data "aws_ecr_authorization_token" "token" {}
output "proxy" { value = data.aws_ecr_authorization_token.token.proxy_endpoint }
`;

describe('the official AWS provider against the local cloud', () => {
  let running: RunningCloud;
  let workspace: TerraformWorkspace;

  beforeAll(async () => {
    running = await runCloud();
    workspace = new TerraformWorkspace(running.environment);
    workspace.write(PROVIDER + STORAGE + IDENTITY + IMAGES(5));
    await workspace.succeed('init', '-no-color');
  });

  afterAll(async () => {
    await workspace.remove();
    await running.remove();
  });

  it('applies buckets, roles, repositories and log groups', async () => {
    await workspace.succeed('apply', '-auto-approve', '-no-color');
    const state = workspace.state();
    expect(state['aws_s3_bucket.artifacts']).toMatchObject({ arn: 'arn:aws:s3:::ranking-artifacts' });
    expect(state['aws_iam_role.training']).toMatchObject({
      arn: 'arn:aws:iam::000000000000:role/service/ranking-training',
      tags_all: { purpose: 'training', team: 'ranking' },
    });
    expect(state['aws_ecr_repository.trainer']).toMatchObject({
      repository_url: `${new URL(running.cloud.url).host}/ranking/trainer`,
      image_tag_mutability: 'IMMUTABLE',
    });
  });

  it('plans nothing after the apply, and reading again changes nothing', async () => {
    // The apply started the provider as usual. One process serves the commands from here on.
    await workspace.keepProvider();
    const since = running.cloud.requests().length;
    expect(await workspace.run('plan', '-no-color', '-detailed-exitcode')).toMatchObject({ code: 0 });
    const later = running.cloud.requests().slice(since);
    expect(later.length).toBeGreaterThan(20);
    expect(later.filter((request) => request.mutating)).toEqual([]);
    expect(later.filter((request) => request.status === 501)).toEqual([]);
  });

  it('recreates objects that were deleted outside Terraform', async () => {
    const s3 = new S3Client(running.client);
    await s3.send(new DeleteObjectCommand({ Bucket: 'ranking-artifacts', Key: 'data/train set+1.csv' }));
    expect(await workspace.run('plan', '-no-color', '-detailed-exitcode')).toMatchObject({
      code: 2,
      output: expect.stringContaining('1 to add, 0 to change, 0 to destroy') as string,
    });
    await workspace.succeed('apply', '-auto-approve', '-no-color');
    expect(await workspace.run('plan', '-no-color', '-detailed-exitcode')).toMatchObject({ code: 0 });
  });

  it('updates in place and is settled afterwards', async () => {
    const changed = STORAGE.replace('models & data', 'models only').replace(
      'sse_algorithm = "aws:kms"',
      'sse_algorithm = "AES256"',
    );
    workspace.write(PROVIDER + changed + IDENTITY.replace('= 14', '= 30') + IMAGES(9));
    const output = await workspace.succeed('apply', '-auto-approve', '-no-color');
    expect(output).toMatch(/Resources: \d added, \d changed, \d destroyed/);
    expect(await workspace.run('plan', '-no-color', '-detailed-exitcode')).toMatchObject({ code: 0 });
  });

  it('destroys everything, including all versions of objects', async () => {
    const s3 = new S3Client(running.client);
    for (const body of ['one', 'two']) {
      await s3.send(new PutObjectCommand({ Bucket: 'ranking-artifacts', Key: 'left/behind', Body: body }));
    }
    await s3.send(new DeleteObjectCommand({ Bucket: 'ranking-artifacts', Key: 'left/behind' }));
    await workspace.succeed('destroy', '-auto-approve', '-no-color');
    await expect(s3.send(new HeadBucketCommand({ Bucket: 'ranking-artifacts' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
    const ecr = new ECRClient(running.client);
    await expect(
      ecr.send(new DescribeImagesCommand({ repositoryName: 'ranking/trainer' })),
    ).rejects.toMatchObject({
      name: 'RepositoryNotFoundException',
    });
  });
});
