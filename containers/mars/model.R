# The model as JSON: numbers and names. Loading it cannot run code, as loading R's own format can, and any language can read it.

MODEL_FILE <- "model.json"
FORMAT <- "tuneform-mars"
FORMAT_VERSION <- 1

# What predictions need of a fitted model: for each selected term the direction and the cut of each column, and its coefficient.
save_model <- function(folder, fitted, columns, settings, metrics) {
  terms <- fitted$selected.terms
  model <- list(
    format = FORMAT,
    format_version = FORMAT_VERSION,
    target = settings$target,
    columns = as.list(columns$names),
    levels = lapply(columns$levels, as.list),
    directions = unname(fitted$factor[terms, , drop = FALSE]),
    cuts = unname(fitted$cuts[terms, , drop = FALSE]),
    coefficients = as.vector(fitted$coefficients),
    hyperparameters = settings,
    metrics = metrics
  )
  partial <- file.path(folder, paste0(".", MODEL_FILE))
  # Seventeen significant digits are every number exactly.
  text <- jsonlite::toJSON(model, digits = I(17), auto_unbox = TRUE, pretty = TRUE)
  writeLines(text, partial)
  file.rename(partial, file.path(folder, MODEL_FILE))
}

# Returns the columns and a model that `predict` of package mda accepts.
load_model <- function(folder) {
  # Its `predict` is known only then.
  loadNamespace("mda")
  saved <- jsonlite::fromJSON(file.path(folder, MODEL_FILE), simplifyMatrix = TRUE)
  if (!identical(saved$format, FORMAT) || saved$format_version != FORMAT_VERSION) {
    refuse("%s is of format %s version %s", MODEL_FILE, saved$format, saved$format_version)
  }
  fitted <- structure(
    list(
      factor = saved$directions,
      cuts = saved$cuts,
      selected.terms = seq_along(saved$coefficients),
      coefficients = matrix(saved$coefficients, ncol = 1)
    ),
    class = "mars"
  )
  list(fitted = fitted, columns = list(names = unlist(saved$columns), levels = lapply(saved$levels, unlist)), target = saved$target)
}

predict_rows <- function(model, table) {
  as.vector(stats::predict(model$fitted, matrix_of(table, model$columns)))
}
