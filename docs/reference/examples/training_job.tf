resource "tuneform_training_job" "smoke" {
  name     = "digits-smoke"
  role_arn = "arn:aws:iam::123456789012:role/training"

  hyper_parameters = {
    max_iter      = "5"
    learning_rate = "0.1"
  }

  algorithm_specification = {
    training_image = tuneform_container_image.training.image_uri
    metric_definitions = [
      { name = "validation:accuracy", regex = "validation:accuracy=(\\S+)" },
    ]
  }

  channels = {
    train = "s3://digits-data/train/"
  }

  output_data_config = {
    s3_output_path = "s3://digits-data/smoke/"
  }

  resource_config = {
    instance_type = "ml.m5.large"
  }

  stopping_condition = {
    max_runtime_in_seconds = 600
  }

  require = {
    metric_names = ["validation:accuracy"]
    echo         = "required"
  }

  wait = {
    timeout = "15m"
  }
}

# A tuneform_experiment that depends on this job is launched only after it has passed.
