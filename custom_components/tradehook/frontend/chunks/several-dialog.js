import{a as e,d as t,f as n,h as r,n as i,p as a,s as o,t as s,u as c,v as l}from"./styles.js";import{a as u,t as d}from"./element.js";import{i as f}from"./localize.js";import{i as p}from"./worth.js";import{v as m,y as h}from"./position-row.js";import{t as g}from"./sentence.js";var _=class extends n{constructor(...e){super(...e),this.asked=[],this.busy=!1,this.errors=[],this.act=async()=>{let{action:e,left:t,ctx:n}=this;if(!e||this.busy||!t.length)return;this.busy=!0,this.errors=[];let r=this.accounts.map(([e,t])=>({account:e,name:t[0]?.account_name??``})),i=await Promise.allSettled(r.map(({account:r})=>{let i=t.filter(e=>e.account===r).map(e=>e.position_id);return i.length?e===`close`?n.api.closeAll(r,i):n.api.keepAll(r,i):Promise.resolve([])}));this.busy=!1,this.errors=i.flatMap((e,t)=>e.status===`rejected`?[n.t(`several.left`,{name:r[t]?.name??``,error:u(e.reason)})]:[]);let a=i.reduce((e,t)=>e+(t.status===`fulfilled`?t.value.length:0),0);this.errors.length||this.dialog?.close(),a&&n.say(n.t(e===`close`?`several.closed`:`several.kept`,{count:a}))}}async ask(e,t){this.asked=e,this.action=t,this.errors=[],await this.updateComplete,this.dialog?.showModal()}get dialog(){return this.renderRoot.querySelector(`dialog`)}get left(){let{positions:e}=this.ctx.live;return this.asked.flatMap(({position_id:t})=>e?.get(t)??[])}render(){let{action:e,ctx:t,left:n}=this;if(!e)return a;let{t:i}=t,o=n.length;return r`<dialog
      aria-labelledby="title"
      @close=${this.onClose}
      @cancel=${e=>this.busy&&e.preventDefault()}
    >
      <h2 id="title">${i(`several.${e}_title${o===1?`_one`:``}`,{count:o})}</h2>
      <p>${i(`several.${e}_text`)}</p>
      <div class="list" tabindex="0" role="group" aria-labelledby="title">
        ${this.accounts.map(([e,t])=>this.renderAccount(e,t))}
      </div>
      ${e===`close`?this.renderTotals(n):a}
      <div role="alert">
        ${this.errors.map(e=>r`<p class="error" data-error>${g(e)}</p>`)}
      </div>
      <div class="actions">
        <button class="button plain" ?disabled=${this.busy} @click=${()=>this.dialog?.close()}>
          ${i(`common.cancel`)}
        </button>
        <button
          class="button ${e===`close`?`danger`:``}"
          data-confirm
          ?disabled=${this.busy||!o}
          @click=${this.act}
        >
          ${this.busy?i(`common.working`):i(`several.${e}_confirm`,{count:o})}
        </button>
      </div>
    </dialog>`}get accounts(){let e=new Map;for(let t of this.asked)e.set(t.account,[...e.get(t.account)??[],t]);return[...e]}renderAccount(e,t){let{t:n,live:i}=this.ctx,o=i.accounts?.find(t=>t.account===e)?.type;return r`<h3>
        ${t[0]?.account_name} ${o?r`<span class="chip">${f(n,`account_type`,o)}</span>`:a}
      </h3>
      <ul>
        ${t.map(e=>this.renderPosition(e))}
      </ul>`}renderPosition(t){let{t:n,format:i,live:a}=this.ctx,s=a.positions?.get(t.position_id),c=s&&Number(s.size)!==0;return r`<li data-position=${t.position_id}>
      <span>
        <b>${e(t.symbol)}</b> ${n(`side.${t.side}`)}
        <span class="soft small">${s&&c?`${i.number(s.size)} ${s.base}`:``}</span>
      </span>
      <span class="number end">
        ${s?c?this.action===`keep`?r`<span class="soft">${n(`several.stays`)}</span>`:r`<span class=${o(s.unrealized_profit)}>
                  ${i.money(s.unrealized_profit,s.quote,!0)}
                </span>`:n(`several.unfilled`):r`<span class="soft">${n(`several.over`)}</span>`}
      </span>
    </li>`}renderTotals(e){let{t,format:n}=this.ctx,i=[...new Set(e.map(({quote:e})=>e))];return r`<ul class="together">
        ${i.map(i=>{let a=p(e.filter(e=>e.quote===i).map(e=>e.unrealized_profit));return r`<li data-together=${i}>
            <b>${t(`several.total`)}</b>
            <b class="number ${o(a)}">${n.money(a,i,!0)}</b>
          </li>`})}
      </ul>
      ${e.some(e=>!Number(e.size))?r`<p class="soft">${t(`several.unfilled_note`)}</p>`:a}`}onClose(){this.action=void 0,this.asked=[],m(this)}static{this.styles=[s,h,l`
      .list {
        max-height: 45vh;
        overflow-y: auto;
      }
      h3 {
        margin-top: 12px;
      }
      ul {
        list-style: none;
        margin: 4px 0 0;
        padding: 0;
      }
      li {
        border-top: 1px solid var(--th-line);
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        justify-content: space-between;
        padding: 8px 4px;
      }
      b {
        font-weight: 500;
      }
      .together {
        border-top: 2px solid var(--th-line);
      }
      .together li:first-child {
        border: 0;
      }
      .small {
        font-size: 12px;
      }
    `]}};i([t({attribute:!1})],_.prototype,`ctx`,void 0),i([c()],_.prototype,`asked`,void 0),i([c()],_.prototype,`action`,void 0),i([c()],_.prototype,`busy`,void 0),i([c()],_.prototype,`errors`,void 0),_=i([d(`tradehook-several-dialog`)],_);export{_ as SeveralDialog};