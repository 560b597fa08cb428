namespace PaymentStatusSdk.Simulators.Desjardins;

/// <summary>An XML element that the simulator has read.</summary>
internal sealed class DipsElement(string name)
{
    public string Name => name;

    public List<(string Name, string Value)> Attributes { get; } = [];

    public List<DipsElement> Children { get; } = [];

    public string Text { get; set; } = "";

    public string? Attribute(string attribute)
    {
        foreach (var one in Attributes)
        {
            if (one.Name == attribute) return one.Value;
        }

        return null;
    }

    public DipsElement? Child(string child) => Children.Find(one => one.Name == child);

    public IEnumerable<DipsElement> ChildrenNamed(string child) => Children.Where(one => one.Name == child);
}
