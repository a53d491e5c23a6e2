"""How the HTML of a handbook looks, on the screen and on paper."""

STYLE = """
:root{--ink:#1d2430;--soft:#5b6575;--line:#cfd6df;--head:#eef2f6;--accent:#9b1c1c;--note:#faf7ef}
*{box-sizing:border-box}
html{scroll-behavior:smooth}
body{margin:0 auto;max-width:62rem;padding:0 2rem 4rem;color:var(--ink);background:#fff;
font:16px/1.65 "Noto Sans SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",
"Noto Sans CJK SC","WenQuanYi Micro Hei",system-ui,"Segoe UI",Arial,sans-serif}
html[lang=zh-Hant] body{font-family:"Noto Sans TC","Source Han Sans TC","PingFang TC",
"Microsoft JhengHei","Noto Sans CJK TC",system-ui,sans-serif}
html[lang=en] body{font-family:system-ui,"Segoe UI","Helvetica Neue",Arial,"Noto Sans",
"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
h1,h2,h3,h4,h5{line-height:1.3;break-after:avoid;text-wrap:balance}
h1,h2,h3{font-family:"Noto Serif SC","Source Han Serif SC","Songti SC",SimSun,
"Noto Serif CJK SC",Georgia,serif}
html[lang=zh-Hant] :is(h1,h2,h3){font-family:"Noto Serif TC","Source Han Serif TC","Songti TC",
PMingLiU,"Noto Serif CJK TC",Georgia,serif}
html[lang=en] :is(h1,h2,h3){font-family:Georgia,"Times New Roman","Noto Serif",
"Noto Serif CJK SC",serif}
h2{font-size:1.65rem;margin:3.5rem 0 1rem;padding-bottom:.4rem;
border-bottom:3px solid var(--accent)}
h3{font-size:1.3rem;margin:2.4rem 0 .6rem}
h4{font-size:1.05rem;margin:1.6rem 0 .5rem}
h5{font-size:1rem;margin:1.2rem 0 .4rem;color:var(--soft)}
.label{color:var(--accent);margin-right:.3em}
p{margin:.6rem 0}
p.note{background:var(--note);border-left:4px solid #d8c48c;padding:.6rem .9rem}
a{color:inherit;text-decoration:underline;text-decoration-color:#b9c2cd;text-underline-offset:.2em}
a:hover{text-decoration-color:var(--accent)}
code{font:.86em "SF Mono",Consolas,"DejaVu Sans Mono",monospace;background:#f2f4f7;
padding:.05em .35em;border-radius:3px;overflow-wrap:anywhere}
small{color:var(--soft);font-size:.87em}
table{border-collapse:collapse;width:100%;margin:.8rem 0 1.4rem;font-size:.9rem;line-height:1.55}
th,td{border:1px solid var(--line);padding:.42rem .6rem;vertical-align:top;text-align:left;
overflow-wrap:break-word}
thead th{background:var(--head);font-weight:600}
thead{display:table-header-group}
tr{break-inside:avoid}
tr:target{background:#fff6d6}
table.facts>tbody>tr>th{width:26%;background:#f7f9fb;font-weight:600}
table.matrix{width:auto;font-size:.82rem}
table.matrix td{text-align:center;padding:.25rem .1rem;min-width:1.7rem}
table.matrix tbody th{font-weight:400;min-width:13rem;padding:.25rem .5rem}
table.matrix thead th{vertical-align:bottom;padding:.4rem .1rem;text-align:center}
table.matrix thead th:first-child{text-align:left;padding:.4rem .5rem}
table.matrix thead th:not(:first-child) span{writing-mode:vertical-rl;white-space:nowrap}
html[lang=en] table.matrix thead th:not(:first-child) span{transform:rotate(180deg)}
thead th span{display:inline-block}
html[lang=en] :is(thead th span,table.facts>tbody>tr>th,.cover dt)::first-letter{
text-transform:uppercase}
ul{padding-left:1.3rem;margin:.5rem 0}
li{margin:.15rem 0}
figure{margin:1rem 0;overflow-x:auto;break-inside:avoid}
figure svg{max-width:100%;height:auto}
figcaption{color:var(--soft);font-size:.87rem}
.cover{min-height:60vh;display:flex;flex-direction:column;justify-content:center;
border-bottom:1px solid var(--line)}
.cover h1{font-size:2.5rem;margin:0 0 2rem;padding-left:1rem;border-left:8px solid var(--accent)}
.cover dl{margin:0 0 1.5rem;display:grid;gap:.35rem}
.cover dl div{display:grid;grid-template-columns:11rem 1fr;gap:1rem}
.cover dt{color:var(--soft)}
.cover dd{margin:0;overflow-wrap:anywhere}
nav h2{border:0}
nav ol{list-style:none;padding-left:0;margin:0}
nav ol ol{padding-left:1.6rem;columns:2;column-gap:2rem;font-size:.92rem}
nav li{margin:.15rem 0;break-inside:avoid}
nav>ol>li>a{font-weight:600}
nav>ol>li{margin-top:.5rem;break-inside:auto}
nav a{text-decoration:none}
@media (max-width:46rem){body{padding:0 1rem 3rem}.cover dl div{grid-template-columns:1fr;gap:0}
nav ol ol{columns:1}table{display:block;overflow-x:auto}}
@page{size:A4;margin:18mm 16mm}
@media print{body{max-width:none;padding:0;font-size:10pt}
html{scroll-behavior:auto}
.cover{min-height:80vh;break-after:page;border:0}
nav{break-after:page}
section.level2{break-before:page}
section.level2:first-child{break-before:auto}
h2{margin-top:0}
table{font-size:8.6pt}
a{text-decoration:none}
thead th,table.facts>tbody>tr>th,p.note,code{print-color-adjust:exact;
-webkit-print-color-adjust:exact}
table.matrix{font-size:7.2pt}
table.matrix td{min-width:1.2rem}
table.matrix tbody th{min-width:8rem}}
"""
