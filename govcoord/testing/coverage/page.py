"""Style and script of the HTML report."""

from __future__ import annotations

STYLE = """
:root{--bg:#f6f7f9;--card:#fff;--ink:#1d2430;--soft:#667085;--line:#e4e7ec;--full:#12805c;
--fullbg:#e6f5ee;--part:#b06a00;--partbg:#fff3dc;--none:#c0362c;--nonebg:#fdeae8;--dead:#98a2b3;
--deadbg:#f0f1f4;--code:#f9fafb}
@media(prefers-color-scheme:dark){:root{--bg:#12151b;--card:#1a1e26;--ink:#e6e9ef;--soft:#98a2b3;
--line:#2b313c;--full:#3fbf8f;--fullbg:#14302a;--part:#e0a33e;--partbg:#3a2d14;--none:#f0776c;
--nonebg:#3d1d1b;--dead:#667085;--deadbg:#232832;--code:#151920}}
*{box-sizing:border-box}
body{margin:0 auto;padding:24px;max-width:1180px;background:var(--bg);color:var(--ink);
font:15px/1.55 system-ui,-apple-system,"Segoe UI","Noto Sans CJK SC","PingFang SC",
"Microsoft YaHei",sans-serif}
h1{font-size:22px;margin:0}h2{font-size:17px;margin:0 0 8px}h3{font-size:14px;margin:0 0 8px;
font-family:ui-monospace,Menlo,Consolas,monospace;color:var(--soft);overflow-wrap:anywhere}
header{display:flex;gap:18px;align-items:center;margin-bottom:18px}header p{margin:2px 0 0;
color:var(--soft)}.big{font-size:26px;color:var(--ink);margin-right:6px}
.ring{width:76px;height:76px;transform:rotate(-90deg);flex:none}.ring circle{fill:none;
stroke:var(--line);stroke-width:6}.ring .arc{stroke:var(--part);stroke-linecap:round}
.ring.full .arc{stroke:var(--full)}.ring.none .arc{stroke:var(--none)}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:14px 16px;
margin-bottom:16px}.cols{display:grid;grid-template-columns:1fr 1fr;gap:16px}
@media(max-width:860px){.cols{grid-template-columns:1fr}}
table{border-collapse:collapse;width:100%}th{font-weight:600;color:var(--soft);text-align:left;
font-size:13px}td,th{padding:4px 8px 4px 0;vertical-align:middle}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.s{width:44%;white-space:nowrap}.s b{display:inline-block;min-width:52px;text-align:right;
font-variant-numeric:tabular-nums;font-weight:600}
.bar{display:inline-block;vertical-align:middle;width:calc(100% - 62px);height:8px;
border-radius:4px;background:var(--line);overflow:hidden}.bar i{display:block;height:100%;
background:var(--part)}tr.full .bar i{background:var(--full)}tr.none .bar i{background:var(--none)}
tr.dead{color:var(--dead)}tr.dead .bar i{background:var(--dead)}
.note{color:var(--soft);font-size:13px;margin:4px 0 10px}.good{color:var(--full);margin:0}
.gap{border-left:3px solid var(--part);padding:2px 0 2px 10px;margin:6px 0}
details>summary{cursor:pointer}a{color:var(--soft);font-size:12px;
font-family:ui-monospace,Menlo,Consolas,monospace}
.yaml{position:relative}.yaml pre{background:var(--code);border:1px solid var(--line);
border-radius:6px;padding:10px 12px;margin:8px 0;overflow-x:auto;font-size:13px}
.yaml button{position:absolute;right:8px;top:8px;font:12px inherit;border:1px solid var(--line);
background:var(--card);color:var(--soft);border-radius:5px;padding:2px 9px;cursor:pointer}
.bar2{display:flex;flex-wrap:wrap;gap:10px;align-items:center;margin:22px 0 10px}
.bar2 h2{margin:0 8px 0 0}.bar2 label{margin-left:auto;color:var(--soft)}
.chip{font-size:12px;border-radius:10px;padding:1px 9px}
.chip.full{background:var(--fullbg);color:var(--full)}.chip.part{background:var(--partbg);
color:var(--part)}.chip.none{background:var(--nonebg);color:var(--none)}
.chip.dead{background:var(--deadbg);color:var(--dead)}
.l{display:flex;align-items:stretch;font:13px/1.6 ui-monospace,Menlo,Consolas,
"Noto Sans Mono CJK SC","Noto Sans CJK SC",monospace}
.l u{flex:none;width:4px;margin-right:8px;text-decoration:none}.l u.full{background:var(--full)}
.l u.part{background:var(--part)}.l u.none{background:var(--none)}.l u.dead{background:var(--dead)}
.l s{flex:none;width:38px;text-align:right;margin-right:14px;color:var(--dead);
text-decoration:none;user-select:none}.l code{flex:1;white-space:pre-wrap;
overflow-wrap:anywhere;font:inherit}
.l em{flex:none;font-style:normal;font-size:11px;color:var(--soft);padding:2px 6px;cursor:help;
font-variant-numeric:tabular-nums}
.l.full{background:var(--fullbg)}.l.part{background:var(--partbg)}.l.none{background:var(--nonebg)}
.l.dead{background:var(--deadbg);color:var(--dead)}.l.part em{color:var(--part)}
.l.none em{color:var(--none)}.l:target{outline:2px solid var(--part)}
.why{margin:0 0 4px 64px;font-size:13px;color:var(--part);border-left:3px solid var(--part);
padding-left:10px}
.why pre{color:var(--ink)}
body.only .l:not(.gaps),body.only .why:not(.gaps){display:none}
@media print{body{max-width:none;background:#fff}.yaml button,.bar2 label{display:none}}
"""

SCRIPT = """
document.addEventListener('click',e=>{const b=e.target.closest('.yaml button');if(!b)return;
const text=b.nextElementSibling.textContent;const done=()=>{const old=b.textContent;
b.textContent=b.dataset.done;setTimeout(()=>b.textContent=old,1500)};
if(navigator.clipboard){navigator.clipboard.writeText(text).then(done)}else{
const r=document.createRange();r.selectNodeContents(b.nextElementSibling);
const s=getSelection();s.removeAllRanges();s.addRange(r);document.execCommand('copy');done()}});
document.getElementById('gaps').addEventListener('change',e=>
document.body.classList.toggle('only',e.target.checked));
"""
