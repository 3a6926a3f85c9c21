# The smallest experiment in plain HCL. `npm run test:packages` applies it with the provider from the release's mirror.
terraform {
  required_providers {
    tuneform = {
      source  = "registry.terraform.io/tuneform/tuneform"
      version = "0.1.0"
    }
  }
}

variable "bucket" {
  type = string
}

variable "role_arn" {
  type = string
}

variable "repository_url" {
  type = string
}

variable "endpoint" {
  type = string
}

provider "tuneform" {
  target   = "local"
  endpoint = var.endpoint
  owner    = "churn-team"
}

resource "tuneform_container_image" "churn" {
  repository_url = var.repository_url
  context        = "container"
}

resource "tuneform_experiment" "churn" {
  name     = "churn"
  role_arn = var.role_arn
  strategy = "Random"
  objective = {
    type        = "Maximize"
    metric_name = "score"
  }
  resource_limits = {
    max_number_of_training_jobs = 2
    max_parallel_training_jobs  = 2
  }
  parameter_ranges = {
    continuous_parameter_ranges = [{ name = "x", min_value = 0, max_value = 1 }]
  }
  algorithm_specification = {
    training_image     = tuneform_container_image.churn.image_uri
    metric_definitions = [{ name = "score", regex = "score=(\\S+);" }]
  }
  input_data_config = [{
    channel_name = "train"
    data_source  = { s3_data_source = { s3_uri = "s3://${var.bucket}/train/" } }
  }]
  output_data_config = { s3_output_path = "s3://${var.bucket}/output/" }
  resource_config    = { instance_type = "ml.m5.large" }
  stopping_condition = { max_runtime_in_seconds = 300 }
}

resource "tuneform_champion" "churn" {
  name             = "churn"
  tuning_job_names = tuneform_experiment.churn.tuning_job_names
  objective        = tuneform_experiment.churn.objective
  wait             = { timeout = "120s" }
}

resource "tuneform_endpoint" "churn" {
  name               = "churn"
  role_arn           = var.role_arn
  model_data_url     = tuneform_champion.churn.model_data_url
  image              = tuneform_container_image.churn.image_uri
  production_variant = { instance_type = "ml.m5.large" }
}
