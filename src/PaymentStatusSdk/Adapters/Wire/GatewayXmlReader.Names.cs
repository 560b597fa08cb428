namespace PaymentStatusSdk.Adapters.Wire;

/// <content>
/// Compares the current element's name without creating a string: names from hostile documents must not fill the parser's name table.
/// </content>
public sealed partial class GatewayXmlReader
{
    /// <summary>Whether the current element has this name and no namespace.</summary>
    /// <param name="name">The name, without a prefix.</param>
    public bool Is(string name) => Is(name, string.Empty);

    /// <summary>Whether the current element has this name in this namespace, whatever its prefix.</summary>
    /// <param name="name">The name, without a prefix.</param>
    /// <param name="namespaceUri">The namespace, such as that of SOAP's envelope; empty for none.</param>
    public bool Is(string name, string namespaceUri) => Reader.IsLocalName(name) && Reader.IsNamespaceUri(namespaceUri);

    /// <summary>
    /// Whether the current element has this name in any namespace or none, for gateways whose namespaces differ between versions.
    /// </summary>
    /// <param name="name">The name, without a prefix.</param>
    public bool IsLocal(string name) => Reader.IsLocalName(name);

    /// <summary>
    /// Returns the index of the current element's name in a list, without a namespace; -1 when the list does not contain it.
    /// </summary>
    /// <param name="names">The names that the adapter knows.</param>
    /// <param name="likely">The index to compare first: elements usually occur in the order of the provider's table.</param>
    public int IndexIn(ReadOnlySpan<string> names, int likely = 0) => IndexIn(names, string.Empty, likely);

    /// <summary>
    /// Returns the index of the current element's name in a list, in one namespace; -1 when the list does not contain it.
    /// </summary>
    /// <param name="names">The names that the adapter knows, without prefixes.</param>
    /// <param name="namespaceUri">The namespace of all of them; empty for none.</param>
    /// <param name="likely">The index to compare first: elements usually occur in the order of the provider's table.</param>
    public int IndexIn(ReadOnlySpan<string> names, string namespaceUri, int likely = 0)
    {
        if ((uint)likely < (uint)names.Length && Is(names[likely], namespaceUri)) return likely;
        for (var i = 0; i < names.Length; i++)
        {
            if (i != likely && Is(names[i], namespaceUri)) return i;
        }

        return -1;
    }
}
