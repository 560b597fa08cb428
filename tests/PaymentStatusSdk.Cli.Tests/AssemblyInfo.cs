// The commands share their options, and System.CommandLine does not promise that several command lines may be parsed at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
