using PaymentStatusSdk.Simulation.Runs;

return RunOptions.Parse(args) is { } options
    ? options.Worker is { } share ? Share.Run(options, share) : Run.Start(options)
    : 2;
