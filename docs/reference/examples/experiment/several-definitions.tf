# Several training definitions
locals {
  accuracy = { type = "Maximize", metric_name = "accuracy", regex = "accuracy=(\\S+)" }

  # What both definitions have.
  shared = {
    role_arn         = "arn:aws:iam::123456789012:role/training"
    tuning_objective = local.accuracy
    algorithm_specification = {
      training_image = tuneform_container_image.training.image_uri
    }
    channels = {
      train = "s3://digits-data/train/"
    }
    output_data_config = {
      s3_output_path = "s3://digits-data/output/"
    }
    stopping_condition = {
      max_runtime_in_seconds = 3600
    }
  }
}

resource "tuneform_experiment" "trees_or_network" {
  name     = "trees-or-network"
  strategy = "Bayesian"

  resource_limits = {
    max_number_of_training_jobs = 40
    max_parallel_training_jobs  = 4
  }

  training_job_definitions = [
    merge(local.shared, {
      definition_name = "trees"
      hyper_parameter_ranges = {
        integer_parameter_ranges = [
          { name = "depth", min_value = 2, max_value = 9 },
        ]
      }
      static_hyper_parameters = {
        model = "trees"
      }
      resource_config = {
        instance_type = "ml.m5.xlarge"
      }
    }),
    merge(local.shared, {
      definition_name = "network"
      hyper_parameter_ranges = {
        continuous_parameter_ranges = [
          { name = "rate", min_value = 0.001, max_value = 0.1, scaling_type = "Logarithmic" },
        ]
      }
      static_hyper_parameters = {
        model = "network"
      }
      resource_config = {
        instance_type = "ml.g5.xlarge"
      }
    }),
  ]
}
