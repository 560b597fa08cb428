namespace PaymentStatusSdk.Coverage;

/// <summary>The coverage of one file below <c>src</c>, from all test projects.</summary>
internal sealed class SourceFile(string package, string path)
{
    private readonly SortedDictionary<int, bool> _lines = [];
    private readonly Dictionary<Branch, bool> _branches = [];

    public string Package => package;

    /// <summary>The path below the folder of the package, with slashes.</summary>
    public string Path => path;

    public int Lines => _lines.Count;

    public int CoveredLines => _lines.Values.Count(covered => covered);

    public int Branches => _branches.Count;

    public int CoveredBranches => _branches.Values.Count(covered => covered);

    public IEnumerable<int> MissingLines => _lines.Where(line => !line.Value).Select(line => line.Key);

    public IEnumerable<Branch> MissingBranches => _branches.Where(branch => !branch.Value).Select(branch => branch.Key);

    /// <summary>Adds a line of a report. A line is covered when one test project executes it.</summary>
    public void Add(int line, bool covered) => _lines[line] = covered || _lines.GetValueOrDefault(line);

    /// <summary>Adds a branch of a report. A branch is covered when one test project takes it.</summary>
    public void Add(Branch branch, bool covered) => _branches[branch] = covered || _branches.GetValueOrDefault(branch);
}
