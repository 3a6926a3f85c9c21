# Training by SageMaker's contract: channels and hyperparameters in, metric lines and a model out.

ML <- "/opt/ml"

# Returns the exit code. SageMaker shows the first 1024 characters of the failure file as the job's reason.
train <- function() {
  failure <- file.path(ML, "output", "failure")
  tryCatch(
    {
      train_once()
      0L
    },
    error = function(error) {
      message("training failed: ", conditionMessage(error))
      dir.create(dirname(failure), recursive = TRUE, showWarnings = FALSE)
      writeLines(conditionMessage(error), failure)
      1L
    }
  )
}

train_once <- function() {
  settings <- read_hyperparameters(file.path(ML, "input", "config", "hyperparameters.json"))
  # Tuneform compares this line with what it passed: a misspelt name has no effect and would go unnoticed.
  cat("hyperparameters: ", jsonlite::toJSON(settings, digits = I(17), auto_unbox = TRUE), "\n", sep = "")
  data <- file.path(ML, "input", "data")
  training <- read_channel(data, "train")
  if (is.null(training)) refuse("there is no channel named train")
  validation <- read_channel(data, "validation")
  if (is.null(validation)) refuse("there is no channel named validation: rows that were trained on cannot judge a model")
  columns <- columns_of(training, settings$target)
  if (!settings$target %in% names(validation)) refuse("channel validation has no column \"%s\"", settings$target)

  fitted <- mda::mars(
    matrix_of(training, columns),
    training[[settings$target]],
    degree = settings$degree,
    thresh = settings$thresh,
    prune = settings$prune
  )
  mean_squared_error <- function(table) {
    mean((table[[settings$target]] - stats::predict(fitted, matrix_of(table, columns)))^2)
  }
  metrics <- list(
    "train:gcv" = fitted$gcv,
    "train:mse" = mean_squared_error(training),
    "validation:mse" = mean_squared_error(validation)
  )
  dir.create(file.path(ML, "model"), recursive = TRUE, showWarnings = FALSE)
  save_model(file.path(ML, "model"), fitted, columns, settings, metrics)
  cat(sprintf("%d training rows, %d validation rows, %d terms\n", nrow(training), nrow(validation), length(fitted$selected.terms)))
  # Nine significant digits, so that small values do not tie; a value below 0.0001 is printed as 1e-05.
  for (name in names(metrics)) cat(sprintf("%s=%s\n", name, format(metrics[[name]], digits = 9)))
}
