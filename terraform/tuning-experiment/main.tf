resource "tuneform_container_image" "this" {
  repository_url = aws_ecr_repository.this.repository_url
  context        = var.image_folder
  on_destroy     = var.disposable ? "delete" : "keep"
}

resource "tuneform_experiment" "this" {
  name                    = var.name
  role_arn                = aws_iam_role.this.arn
  strategy                = var.strategy
  objective               = var.objective
  parameter_ranges        = var.parameter_ranges
  static_hyper_parameters = var.static_hyper_parameters
  budget_usd              = var.budget_usd
  # A record without its artifacts would keep the next apply from searching again.
  on_destroy = var.disposable ? "delete" : "stop"

  resource_limits = {
    max_number_of_training_jobs = var.training_jobs.total
    max_parallel_training_jobs  = var.training_jobs.parallel
  }

  algorithm_specification = { training_image = tuneform_container_image.this.image_uri }
  channels                = { for name, _ in var.channels : name => "s3://${aws_s3_bucket.this.id}/data/${name}/" }
  output_data_config      = { s3_output_path = "s3://${aws_s3_bucket.this.id}/output/" }
  resource_config         = { instance_type = var.training_instance_type }
  stopping_condition      = { max_runtime_in_seconds = var.max_runtime_in_seconds }

  # A training job reads the data with the role's rights.
  depends_on = [aws_iam_role_policy.this, aws_s3_object.data]
}

resource "tuneform_champion" "this" {
  name             = var.name
  tuning_job_names = tuneform_experiment.this.tuning_job_names
  gate             = var.gate
  approval         = var.approval
  wait             = { timeout = var.wait }
}

resource "tuneform_endpoint" "this" {
  count = var.endpoint == null ? 0 : 1

  name           = var.name
  role_arn       = aws_iam_role.this.arn
  model_data_url = tuneform_champion.this.model_data_url
  image          = tuneform_container_image.this.image_uri

  production_variant = {
    instance_type          = var.endpoint.instance_type
    initial_instance_count = var.endpoint.instance_count
  }

  depends_on = [aws_iam_role_policy.this]
}
