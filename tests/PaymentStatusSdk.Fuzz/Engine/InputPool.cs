namespace PaymentStatusSdk.Fuzz.Engine;

/// <summary>The inputs of one target: the corpus, and those that led to a new result.</summary>
internal sealed class InputPool
{
    private const int MaxInputs = 1_024;
    private const int MaxKeptLength = 8 * 1024;

    private readonly List<byte[]> _inputs = [];
    private readonly HashSet<string> _results = new(StringComparer.Ordinal);
    private readonly int _corpus;

    public InputPool(FuzzTarget target)
    {
        var root = AppContext.BaseDirectory;
        AddFolder(Path.Combine(root, "Corpus", target.Name));
        if (target.WireFolder is { } wire) AddFolder(Path.Combine(root, "Wire", wire));
        _inputs.AddRange(target.Seeds);
        if (_inputs.Count == 0) _inputs.Add([]);
        _corpus = _inputs.Count;
    }

    /// <summary>The inputs.</summary>
    public IReadOnlyList<byte[]> Inputs => _inputs;

    /// <summary>Returns one of the inputs.</summary>
    public byte[] Choose(Random random) => _inputs[random.Next(_inputs.Count)];

    /// <summary>Adds an input whose result is new.</summary>
    public void Note(byte[] input, string result, Random random)
    {
        if (input.Length > MaxKeptLength || !_results.Add(result)) return;
        if (_inputs.Count < MaxInputs) _inputs.Add(input);
        else _inputs[random.Next(_corpus, _inputs.Count)] = input;
    }

    private void AddFolder(string folder)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var file in Directory.GetFiles(folder).Order(StringComparer.Ordinal)) _inputs.Add(File.ReadAllBytes(file));
    }
}
