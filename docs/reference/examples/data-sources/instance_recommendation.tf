# By the shape of a table of numbers.
data "tuneform_instance_recommendation" "airline" {
  rows    = 63000000
  columns = 14
}

# By its size.
data "tuneform_instance_recommendation" "small" {
  data_gb = 0.5
}
