# Writes the 150 irises of R's own `datasets` as channels: `Rscript iris.R OUT_DIR`. Of each species 30 are for training,
# 10 for validation and 10 for a test, drawn with a fixed seed.

out <- commandArgs(trailingOnly = TRUE)[[1]]
set.seed(1)
share <- c(rep("train", 30), rep("validation", 10), rep("test", 10))
irises <- datasets::iris
channel <- character(nrow(irises))
for (species in levels(irises$Species)) channel[irises$Species == species] <- sample(share)
for (name in unique(share)) {
  folder <- file.path(out, name)
  dir.create(folder, recursive = TRUE, showWarnings = FALSE)
  utils::write.csv(irises[channel == name, ], file.path(folder, "iris.csv"), row.names = FALSE, quote = FALSE)
}
