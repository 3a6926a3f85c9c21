# Spot instances and checkpoints
resource "tuneform_experiment" "digits_on_spot" {
  name     = "digits-on-spot"
  role_arn = "arn:aws:iam::123456789012:role/training"
  strategy = "Random"

  objective = {
    type        = "Maximize"
    metric_name = "validation:accuracy"
    regex       = "validation:accuracy=(\\S+)"
  }

  resource_limits = {
    max_number_of_training_jobs = 20
    max_parallel_training_jobs  = 4
  }

  parameter_ranges = {
    continuous_parameter_ranges = [
      { name = "learning_rate", min_value = 0.03, max_value = 0.5, scaling_type = "Logarithmic" },
    ]
  }

  algorithm_specification = {
    training_image = tuneform_container_image.training.image_uri
  }

  channels = {
    train = "s3://digits-data/train/"
  }

  output_data_config = {
    s3_output_path = "s3://digits-data/output/"
  }

  resource_config = {
    instance_type = "ml.m5.xlarge"
  }

  # Cheaper instances, which may be taken away. The wait includes the training.
  enable_managed_spot_training = true
  stopping_condition = {
    max_runtime_in_seconds   = 3600
    max_wait_time_in_seconds = 7200
  }

  # The container saves its progress below local_path; each training job has a place of its own below s3_uri.
  checkpoint_config = {
    s3_uri     = "s3://digits-data/checkpoints"
    local_path = "/opt/ml/checkpoints"
  }

  # After internal errors of the service.
  retry_strategy = {
    maximum_retry_attempts = 2
  }
}
