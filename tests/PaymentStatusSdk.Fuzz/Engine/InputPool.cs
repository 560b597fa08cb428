namespace PaymentStatusSdk.Fuzz.Engine;

/// <summary>The inputs of one target: the corpus, and those that led to a new result.</summary>
internal sealed class InputPool
{
    private const int MaxInputs = 1_024;
    private const int MaxKeptLength = 8 * 1024;

    private readonly List<byte[]> _inputs = [];
    private readonly HashSet<string> _results = new(StringComparer.Ordinal);
    private readonly int _corpus;

    /// <exception cref="InvalidOperationException">The target has no input of its own, or its folder of wire files is missing.</exception>
    public InputPool(FuzzTarget target)
    {
        var root = AppContext.BaseDirectory;
        _inputs.AddRange(target.Seeds);
        if (!TryAddFolder(Path.Combine(root, "Corpus", target.Name)) && _inputs.Count == 0)
            throw new InvalidOperationException($"The target '{target.Name}' has no inputs: the folder Corpus/{target.Name} is missing.");
        if (target.WireFolder is { } wire && !TryAddFolder(Path.Combine(root, "Wire", wire)))
            throw new InvalidOperationException($"The target '{target.Name}' lacks inputs: the folder Wire/{wire} is missing.");
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

    private bool TryAddFolder(string folder)
    {
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
        foreach (var file in files.Order(StringComparer.Ordinal)) _inputs.Add(File.ReadAllBytes(file));
        return files.Length > 0;
    }
}
