resource "tuneform_experiment" "digits" {
  name        = "digits"
  role_arn    = "arn:aws:iam::123456789012:role/training"
  strategy    = "Bayesian"
  random_seed = 1

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
    integer_parameter_ranges = [
      { name = "max_leaf_nodes", min_value = 4, max_value = 31 },
    ]
  }

  static_hyper_parameters = {
    max_iter = "60"
  }

  algorithm_specification = {
    training_image = tuneform_container_image.training.image_uri
  }

  channels = {
    train      = "s3://digits-data/train/"
    validation = "s3://digits-data/validation/"
  }

  output_data_config = {
    s3_output_path = "s3://digits-data/output/"
  }

  resource_config = {
    instance_type = "ml.m5.xlarge"
  }

  stopping_condition = {
    max_runtime_in_seconds = 3600
  }
}
